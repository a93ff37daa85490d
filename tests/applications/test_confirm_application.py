"""The worker joins a filing and confirms exactly what is there."""

import pytest

from tests import make
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.queries import dossier_records, get_application
from workpermit.applications.rules import NotOpenToChange
from workpermit.casework.lifecycle import WrongRole
from workpermit.core.actors import Actor
from workpermit.letters.models import Letter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def joined() -> Application:
    draft = make.application()
    make.answer_all(draft)
    services.join_application(application=draft.pk, by=make.WORKER, at=make.NOON)
    return Application.objects.get(pk=draft.pk)


def confirm(application: Application, records: list[str], by: Actor = make.WORKER) -> None:
    services.record_confirmation(application=application, records=records, by=by, at=make.NOON)


def test_a_worker_who_joined_sees_the_filing() -> None:
    application = joined()

    assert get_application(application.pk, seen_by=make.WORKER) == application


def test_a_worker_who_joins_again_with_another_account_confirms_again() -> None:
    application = joined()
    confirm(application, dossier_records(application))

    services.join_application(application=application.pk, by=make.STRANGER, at=make.NOON)

    kept = Application.objects.get(pk=application.pk)
    assert kept.worker_account == make.STRANGER.id
    assert kept.confirmed_at is None


def test_the_account_in_whose_place_another_joined_gets_a_letter() -> None:
    application = joined()
    assert not Letter.objects.exists()

    services.join_application(application=application.pk, by=make.STRANGER, at=make.NOON)

    (letter,) = Letter.objects.all()
    assert (letter.template, letter.account, letter.root) == ("worker_replaced", make.WORKER.id, make.WORKER.id)


def test_whoever_files_for_somebody_else_does_not_take_the_workers_place() -> None:
    application = joined()
    confirm(application, dossier_records(application))

    with pytest.raises(WrongRole):
        services.join_application(application=application.pk, by=make.APPLICANT, at=make.NOON)

    kept = Application.objects.get(pk=application.pk)
    assert (kept.worker_account, kept.confirmed_at) == (make.WORKER.id, make.NOON)


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.RETURNED, Status.RECOMMENDED, Status.ISSUED])
def test_what_was_confirmed_and_handed_in_keeps_its_worker(status: Status) -> None:
    before = make.application(status=status)
    assert before.confirmed_at

    with pytest.raises(NotOpenToChange):
        services.join_application(application=before.pk, by=make.STRANGER, at=make.NOON)

    kept = Application.objects.get(pk=before.pk)
    assert (kept.worker_account, kept.confirmed_records) == (before.worker_account, before.confirmed_records)


def test_opening_the_link_again_changes_nothing() -> None:
    application = joined()
    confirm(application, dossier_records(application))

    services.join_application(application=application.pk, by=make.WORKER, at=make.NOON)

    assert Application.objects.get(pk=application.pk).confirmed_at == make.NOON


def test_the_confirmation_names_every_record_of_the_filing() -> None:
    application = joined()

    confirm(application, dossier_records(application))

    kept = Application.objects.get(pk=application.pk)
    assert kept.confirmed_at == make.NOON
    assert kept.confirmed_records == dossier_records(application)


def test_a_confirmation_of_an_older_filing_does_not_count() -> None:
    application = joined()
    older = dossier_records(application)
    make.hand_in_documents(application)

    with pytest.raises(NotOpenToChange):
        confirm(application, older)

    assert Application.objects.get(pk=application.pk).confirmed_at is None


@pytest.mark.parametrize("somebody", [make.APPLICANT, make.STRANGER])
def test_nobody_confirms_in_the_workers_place(somebody: Actor) -> None:
    application = joined()

    with pytest.raises(WrongRole):
        confirm(application, dossier_records(application), by=somebody)
