"""What the limits and the waiting list count by is not for the public login to choose."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tests import make
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.appointments.models import Appointment, Registration, WaitingPlace
from workpermit.appointments.services import cancel_appointment, displace_appointment
from workpermit.cards.models import Card
from workpermit.cards.services import await_centre
from workpermit.core.actors import Actor, Role
from workpermit.core.ids import new_permit_number, uuid7
from workpermit.zones.logins import PUBLIC

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]
APPOINTMENT = """
INSERT INTO appointments_appointment (id, status, status_changed_at, application, subject, worker, centre, day, hour,
    begins_at, missed_after, booked_by, booked_at)
VALUES (%(id)s, casework_status_by('book', 'booked'), now(), %(application)s, %(id)s, %(worker)s, 'BKK-SC-M-002',
    '2026-12-24', 9, now(), now(), %(by)s, %(at)s)
"""
PLACE = """
INSERT INTO appointments_waitingplace (id, status, status_changed_at, application, centre, bumped, since,
    joined_at)
VALUES (%(id)s, casework_status_by('join_list', 'waiting'), now(), %(application)s, 'BKK-SC-M-002', %(bumped)s,
    %(since)s, %(at)s)
"""


@contextmanager
def as_public(account: UUID) -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        # The fixtures joined the application in this very transaction.
        cursor.execute("SELECT set_config('wp.account', %s, true), set_config('wp.joining', '', true)", [str(account)])
        cursor.execute(f"SET LOCAL ROLE {PUBLIC}")
        yield
        cursor.execute("RESET ROLE")


@pytest.fixture
def application() -> Application:
    found = make.application(status=Status.AWAITING_VISIT)
    Application.objects.filter(pk=found.pk).update(worker_account=uuid7())
    return Application.objects.get(pk=found.pk)


def add(application: Application, sql: str, **otherwise: object) -> None:
    """A row of the application's own filer as the product writes it, but for what is said otherwise."""
    row = {"id": uuid7(), "application": application.pk, "at": datetime.now(UTC)}
    row |= {"worker": application.worker_account, "by": application.filing_account}
    row |= {"bumped": False, "since": application.status_changed_at}
    with as_public(application.filing_account), connection.cursor() as cursor:
        cursor.execute(sql, row | otherwise)


def test_honest_rows_are_written(application: Application) -> None:
    add(application, APPOINTMENT)
    add(application, PLACE)

    assert (Appointment.objects.count(), WaitingPlace.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"by": uuid7()},
        {"worker": None},
        {"worker": uuid7()},
        {"at": datetime.now(UTC) + timedelta(days=8)},
        {"at": datetime.now(UTC) - timedelta(days=8)},
    ],
    ids=["another account", "no worker", "another worker", "later", "earlier"],
)
def test_nobody_books_under_another_name_or_another_time(
    application: Application, otherwise: dict[str, object]
) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        add(application, APPOINTMENT, **otherwise)


@pytest.mark.parametrize(
    "otherwise",
    [
        {"bumped": True},
        {"since": datetime(1970, 1, 1, tzinfo=UTC)},
        {"at": datetime(1970, 1, 1, tzinfo=UTC)},
    ],
    ids=["bumped", "waited for ever", "joined long ago"],
)
def test_nobody_waits_before_others_by_what_he_says_himself(
    application: Application, otherwise: dict[str, object]
) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"):
        add(application, PLACE, **otherwise)


def test_whom_a_closure_has_bumped_waits_before_others(application: Application) -> None:
    add(application, APPOINTMENT)
    displace_appointment(Appointment.objects.get(), at=make.NOON)

    add(application, PLACE, bumped=True)

    assert WaitingPlace.objects.get().bumped


def test_the_worker_gives_back_what_the_employer_booked(application: Application) -> None:
    add(application, APPOINTMENT)
    assert application.worker_account is not None
    worker = Actor(id=application.worker_account, role=Role.APPLICANT)

    with as_public(worker.id):
        cancel_appointment(Appointment.objects.get(), by=worker, at=datetime.now(UTC))

    found = Appointment.objects.get()
    assert (found.status, found.passed_on) == ("cancelled", True)  # nobody waits: it is for everybody


def test_what_has_gone_on_stays_so(application: Application) -> None:
    add(application, APPOINTMENT)
    Appointment.objects.update(passed_on=True)

    with as_public(application.filing_account):
        assert Appointment.objects.update(passed_on=False) == 0


def test_of_a_draw_an_account_sees_its_own_registration_alone(application: Application) -> None:
    release = uuid7()
    for rank, one in enumerate((application.pk, uuid7()), start=1):
        Registration.objects.create(
            id=uuid7(), release=release, application=one, centre=make.CENTRE, registered_at=make.NOON, rank=rank
        )

    with as_public(application.filing_account):
        assert [one.application for one in Registration.objects.all()] == [application.pk]


def test_the_public_login_sees_and_moves_only_the_cards_of_its_own_account(application: Application) -> None:
    own = await_centre(application=application.pk, permit=new_permit_number(), at=make.NOON)
    await_centre(application=uuid7(), permit=new_permit_number(), at=make.NOON)

    for account, expected in ((uuid7(), set()), (application.filing_account, {own.pk})):
        with as_public(account):
            assert set(Card.objects.values_list("pk", flat=True)) == expected


@pytest.mark.parametrize("column", ["permit", "serial", "blank", "application", "issued_at"])
def test_the_public_login_changes_nothing_of_a_card_but_its_centre(application: Application, column: str) -> None:
    await_centre(application=application.pk, permit=new_permit_number(), at=make.NOON)

    with pytest.raises(ProgrammingError), as_public(application.filing_account):
        Card.objects.update(**{column: None})
