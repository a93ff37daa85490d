"""Beginning a draft: the version of the service is fixed, and the row is seen by its filer alone."""

import pytest

from tests import make
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.queries import get_application, list_own
from workpermit.casework.lifecycle import AlreadyBegun, WrongRole
from workpermit.casework.queries import list_entries
from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def test_a_draft_keeps_the_version_it_was_begun_under() -> None:
    draft = make.application()

    assert draft.status == Status.DRAFT
    assert draft.number is None
    assert draft.service_version == make.service().version_id
    assert [(entry.act, entry.actor) for entry in list_entries(draft.pk)] == [("start", make.APPLICANT.id)]


def test_the_same_form_sent_twice_at_once_begins_one_draft() -> None:
    sent = {"service": make.service(), "application": uuid7(), "by": make.APPLICANT, "at": make.NOON}
    services.start_application(subject=uuid7(), **sent)

    with pytest.raises(AlreadyBegun):
        services.start_application(subject=uuid7(), **sent)
    assert Application.objects.count() == 1, "and the transaction goes on"


@pytest.mark.parametrize("somebody", [one for one in make.CAST if one is not make.APPLICANT])
def test_nobody_begins_an_application_in_an_applicants_place(somebody: Actor) -> None:
    with pytest.raises(WrongRole):
        services.start_application(service=make.service(), subject=uuid7(), by=somebody, at=make.NOON)

    assert Application.objects.count() == 0


def test_a_draft_is_found_by_its_filer_and_by_no_other_account() -> None:
    draft = make.application()

    assert get_application(draft.pk, seen_by=make.APPLICANT) == draft
    assert list_own(seen_by=make.STRANGER) == []
    with pytest.raises(Application.DoesNotExist):
        get_application(draft.pk, seen_by=make.STRANGER)
