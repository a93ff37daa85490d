"""The parties of a permit are told of its end on the catalogue's days, once each, unless it is renewed or replaced."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests import make
from tests.permits.signing import keys
from tests.permits.test_holdings import issued, said
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.letters.models import Letter
from workpermit.permits import tasks
from workpermit.permits.models import Permit, Reminder
from workpermit.permits.reminding import DueReminder, list_due_reminders, remind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


@pytest.fixture(autouse=True)
def renewal_is_published() -> None:
    """The service that renews what these tests issue."""
    make.service("s59_renew")


LONG_AGO = make.NOON - timedelta(days=300)


def held(*, ends_in: int, **changes: Any) -> Permit:
    """A permit that was issued long ago and ends so many days after today."""
    return issued(ends_in=ends_in, **({"issued_at": LONG_AGO} | changes))


def due(at: datetime = make.NOON) -> list[tuple[Permit, int]]:
    return [(one.permit, one.days) for one in list_due_reminders(at)]


def run(at: datetime = make.NOON) -> int:
    return remind(list_due_reminders(at), keys=keys(), at=at)


def letters(permit: Permit) -> list[Letter]:
    return list(Letter.objects.filter(template="permit_ends", root=permit.application).order_by("account"))


def test_worker_and_employer_are_told_and_the_letter_names_nobody() -> None:
    permit = held(ends_in=30)

    assert run() == 1

    assert [letter.account for letter in letters(permit)] == [make.APPLICANT.id, make.WORKER.id]
    assert all(letter.record is None for letter in letters(permit))
    assert letters(permit)[0].facts["permit"] == permit.number
    assert letters(permit)[0].facts["until"] == permit.valid_until.isoformat()


@pytest.mark.parametrize(
    ("ends_in", "days"),
    [(91, None), (90, 90), (61, 90), (60, 60), (30, 30), (14, 14), (8, 14), (7, 7), (0, 7), (-1, None)],
)
def test_a_permit_is_due_from_each_of_the_days_to_the_next(ends_in: int, days: int | None) -> None:
    permit = held(ends_in=ends_in)

    assert due() == ([(permit, days)] if days else [])


def test_nobody_is_told_twice_for_one_day_and_again_on_the_next() -> None:
    permit = held(ends_in=30)
    run()

    assert due() == []
    assert due(make.NOON + timedelta(days=15)) == []
    assert due(make.NOON + timedelta(days=16)) == [(permit, 14)]


def test_after_days_that_were_missed_only_the_nearest_is_told() -> None:
    permit = held(ends_in=90)

    later = make.NOON + timedelta(days=64)  # 26 days are left; 90, 60 and 30 have passed
    run(later)

    assert len(letters(permit)) == 2
    assert [row.days for row in Reminder.objects.all()] == [30]
    assert due(later) == []


def test_nobody_is_told_of_an_end_that_was_nearer_than_the_day_when_the_permit_was_issued() -> None:
    permit = held(ends_in=80, issued_at=make.NOON)

    assert due() == []
    assert due(make.NOON + timedelta(days=20)) == [(permit, 60)]


def test_a_replaced_permit_is_dealt_with_in_silence() -> None:
    permit = held(ends_in=30)
    Permit.objects.filter(pk=permit.pk).update(statement=said(permit.number, status="replaced"))

    assert run() == 0

    assert letters(permit) == []
    assert due() == []


def test_a_permit_whose_word_cannot_be_read_is_reminded_of() -> None:
    held(ends_in=30, statement="lost")

    assert run() == 1


def renewal_of(permit: Permit, kind: str = "renewal", status: str = Status.SUBMITTED) -> Application:
    application = make.application(status=status)
    Application.objects.filter(pk=application.pk).update(basis=permit.number, kind=kind)
    return application


@pytest.mark.parametrize("status", [Status.SUBMITTED, Status.RETURNED, Status.GRANTED, Status.ISSUED])
def test_a_permit_whose_renewal_is_filed_or_granted_is_not_reminded_of(status: str) -> None:
    permit = held(ends_in=30)
    renewal_of(permit, status=status)

    assert permit not in [one for one, _ in due()]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.REFUSED])
def test_a_renewal_that_is_only_begun_or_was_refused_keeps_no_reminder_back(status: str) -> None:
    permit = held(ends_in=30)
    renewal_of(permit, status=status)

    assert due() == [(permit, 30)]


def test_a_change_of_the_permit_is_no_renewal() -> None:
    permit = held(ends_in=30)
    renewal_of(permit, kind="change")

    assert due() == [(permit, 30)]


def test_the_database_holds_one_row_for_a_permit_and_a_day_and_the_second_run_sends_nothing() -> None:
    permit = held(ends_in=30)
    seen_by_two = list_due_reminders(make.NOON)
    remind(seen_by_two, keys=keys(), at=make.NOON)

    with pytest.raises(IntegrityError, match="permit_is_reminded_once"), transaction.atomic():
        remind(seen_by_two, keys=keys(), at=make.NOON)

    assert len(letters(permit)) == 2


def test_batches_take_what_ends_next_first() -> None:
    permits = [held(ends_in=days) for days in (40, 10, 25)]

    assert [one.permit for one in list_due_reminders(make.NOON, batch=2)] == [permits[1], permits[2]]


def test_the_clock_tells_until_nothing_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    permits = [held(ends_in=days) for days in (10, 25, 40)]
    monkeypatch.setattr(timezone, "now", lambda: make.NOON)
    monkeypatch.setattr(tasks, "public_keys", keys)
    real = list_due_reminders
    monkeypatch.setattr(tasks, "list_due_reminders", lambda at: real(at, batch=2))

    tasks.remind_of_ends(0)

    assert [len(letters(permit)) for permit in permits] == [2, 2, 2]


def test_one_run_gives_way_to_other_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    for days in (10, 25):
        held(ends_in=days)
    monkeypatch.setattr(timezone, "now", lambda: make.NOON)
    monkeypatch.setattr(tasks, "public_keys", keys)
    monkeypatch.setattr(tasks, "LONGEST", -1.0)
    real = list_due_reminders
    monkeypatch.setattr(tasks, "list_due_reminders", lambda at: real(at, batch=1))

    tasks.remind_of_ends(0)

    assert Reminder.objects.count() == 1


def test_the_day_changes_at_midnight_in_bangkok() -> None:
    held(ends_in=0)
    midnight = datetime.combine(date(2026, 11, 24), datetime.min.time(), make.NOON.tzinfo) - timedelta(hours=7)

    assert len(due(midnight - timedelta(seconds=1))) == 1
    assert due(midnight) == []


def test_a_reminder_is_a_row_of_its_own() -> None:
    permit = held(ends_in=30)

    remind([DueReminder(permit, 30)], keys=keys(), at=make.NOON)

    [row] = Reminder.objects.all()
    assert (row.permit, row.days, row.reminded_at) == (permit.pk, 30, make.NOON)
