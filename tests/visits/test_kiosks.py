"""A kiosk without its link: numbers of its own, each given once, and in the line as of when they were given."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError

from tests import make
from tests.visits.make import CLERK, KIOSK, counter, waiting
from workpermit.casework.lifecycle import WrongRole
from workpermit.core.ids import uuid7
from workpermit.visits import kiosks
from workpermit.visits.kiosks import Given, hold_numbers, take_given
from workpermit.visits.models import KioskNumber, Ticket
from workpermit.visits.services import call_next

pytestmark = pytest.mark.django_db
AT = make.NOON
ONE, OTHER = UUID(int=1), UUID(int=2)


def given(number: int, minutes: float = 5, wish: str = "assisted", *, first: bool = False) -> Given:
    """A number that was given so many minutes ago, by a clock that is right."""
    return Given(number, wish, first, AT - timedelta(minutes=minutes))


def take(*numbers: Given, kiosk: UUID = ONE) -> dict[int, str]:
    return take_given(numbers, kiosk=kiosk, kiosk_clock=AT, by=KIOSK, at=AT)


def hold(kiosk: UUID = ONE, minutes: int = 30) -> list[int]:
    return hold_numbers(kiosk=kiosk, by=KIOSK, at=AT - timedelta(minutes=minutes))


def test_two_kiosks_never_hold_the_same_number() -> None:
    ours, theirs = hold(), hold(OTHER)

    assert ours == list(range(1, 11))
    assert theirs == list(range(11, 21))
    assert hold() == ours


def test_the_database_keeps_a_number_from_a_second_kiosk() -> None:
    hold()
    row = KioskNumber.objects.get(number=1)

    with pytest.raises(IntegrityError, match="number_is_held_by_one_kiosk"):
        KioskNumber.objects.bulk_create(
            [KioskNumber(id=uuid7(), kiosk=OTHER, centre=row.centre, day=row.day, number=1, held_at=AT)]
        )


def test_whoever_took_a_number_without_the_link_is_in_the_line_as_of_then() -> None:
    hold()
    late = waiting(at=AT - timedelta(minutes=2))

    assert take(given(2, 4), given(1, 5, "cards", first=True)) == {2: "done", 1: "done"}

    first, second = Ticket.objects.filter(series="D").order_by("number")
    assert (first.label, first.wish, first.first) == ("D 001", "cards", True)
    assert second.taken_at == AT - timedelta(minutes=4)
    session = counter(at=AT)
    called = []
    for _visitor in range(3):
        ticket = call_next(session=session, by=CLERK, at=AT)
        assert ticket is not None
        called.append(ticket.pk)
        Ticket.objects.filter(pk=ticket.pk).delete()
    assert called == [first.pk, second.pk, late.pk]


def test_what_is_sent_twice_is_in_the_line_once() -> None:
    hold()

    assert take(given(1)) == take(given(1)) == {1: "done"}
    assert Ticket.objects.count() == 1


def test_a_used_number_is_replaced_by_a_new_one() -> None:
    hold()
    take(given(1), given(2))

    assert hold(minutes=0) == list(range(3, 13))


def test_only_the_kiosk_that_holds_a_number_gives_it_and_only_for_what_centres_do() -> None:
    hold()

    assert take(given(1), kiosk=OTHER) == {1: "unknown"}
    assert take(given(2, wish="tea"), given(99)) == {2: "unknown", 99: "unknown"}
    assert not Ticket.objects.exists()


def test_a_kiosk_whose_clock_is_wrong_gave_no_number_before_it_had_it() -> None:
    hold(minutes=30)

    take(given(1, minutes=600))

    assert Ticket.objects.get().taken_at == AT - timedelta(minutes=30)


def test_the_kiosks_of_a_centre_hold_no_more_than_a_days_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kiosks, "queue_number", lambda code: 12 if code == "kiosk_numbers_a_day" else 10)

    assert len(hold()) == 10
    assert hold(OTHER) == [11, 12]
    assert hold(UUID(int=3)) == []


def test_a_clerk_holds_no_kiosks_numbers() -> None:
    with pytest.raises(WrongRole):
        hold_numbers(kiosk=ONE, by=CLERK, at=AT)
