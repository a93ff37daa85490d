"""One id is one case, and answers are written only while their case is being written."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tests import make
from workpermit.answers.queries import list_sections
from workpermit.answers.services import mark_section
from workpermit.applications.lifecycle import OPEN_TO_CHANGE, Status
from workpermit.applications.models import Application
from workpermit.applications.services import amend_application, save_answers, start_application
from workpermit.core.actors import Actor, Role
from workpermit.core.ids import uuid7
from workpermit.work_notices.services import start_notice
from workpermit.zones.logins import PUBLIC

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


@contextmanager
def as_public(account: UUID) -> Iterator[None]:
    """The public zone's own login, signed in as an account."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('wp.account', %s, true)", [str(account)])
        cursor.execute(f"SET LOCAL ROLE {PUBLIC}")
        yield
        cursor.execute("RESET ROLE")


def refused() -> AbstractContextManager[object]:
    return pytest.raises(ProgrammingError, match="not open to change")


def start_twin_notice(case: UUID, by: Actor = make.APPLICANT) -> None:
    start_notice(service=make.service("s13_hire"), subject=uuid7(), notice=case, by=by, at=make.NOON)


@pytest.mark.parametrize("by", [make.APPLICANT, make.STRANGER], ids=["the same account", "another account"])
def test_no_notice_takes_the_id_of_an_application_and_the_other_way_round(by: Actor) -> None:
    application = make.application()
    notice = uuid7()
    start_twin_notice(notice)

    with pytest.raises(ProgrammingError, match="id of another case"), transaction.atomic():
        start_twin_notice(application.pk, by)
    with pytest.raises(ProgrammingError, match="id of another case"), transaction.atomic():
        start_application(service=make.service("s59_new"), subject=uuid7(), application=notice, by=by, at=make.NOON)


def save(application: Application, *, seen_version: int = 1) -> None:
    save_answers(
        application=application,
        section="employer",
        posted=make.ANSWERS["employer"],
        seen_version=seen_version,
        by=make.filer_of(application),
        at=make.NOON,
    )


@pytest.mark.parametrize("status", OPEN_TO_CHANGE)
def test_the_public_zone_writes_answers_of_a_case_that_is_open_to_change(status: Status) -> None:
    application = make.application(status=Status.SUBMITTED if status == Status.AMENDING else status)
    if status == Status.AMENDING:
        amend_application(application=application, method="passkey", by=make.APPLICANT, at=make.NOON)
    first = 0 if status == Status.DRAFT else 1

    with as_public(application.filing_account):
        save(application, seen_version=first)
        save(application, seen_version=first + 1)


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.RECOMMENDED, Status.ISSUED])
def test_the_public_zone_cannot_write_answers_of_a_case_that_was_handed_in(status: Status) -> None:
    application = make.application(status=status)
    application.status = Status.DRAFT  # what a page that was taken over would believe

    with refused(), as_public(application.filing_account):
        save(application)
    record = list_sections(application.pk)["employer"].record
    with refused(), as_public(application.filing_account):
        mark_section(application.pk, "employer", record=record, complete=False)


def test_nobody_writes_answers_of_a_case_that_he_does_not_see() -> None:
    application = make.application()

    with refused(), as_public(make.STRANGER.id):
        save_answers(
            application=application,
            section="employer",
            posted=make.ANSWERS["employer"],
            seen_version=0,
            by=Actor(application.filing_account, Role.APPLICANT),
            at=make.NOON,
        )
