"""Places for several: together on one day, spread over the free times, and what happens where there are too few."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from tests import make
from tests.at_once import at_once
from workpermit.applications.models import Application
from workpermit.appointments import together
from workpermit.appointments.counts import DayNotOffered, NoPlaceLeft
from workpermit.appointments.models import Appointment, Capacity
from workpermit.appointments.services import AlreadyBooked, Visitor
from workpermit.appointments.together import Ends, book_places
from workpermit.core.ids import uuid7

pytestmark = pytest.mark.django_db
NEXT_DAY = date(2026, 11, 25)


def leave(left: int, *hours: int, day: date = make.WORKING_DAY) -> None:
    for hour in hours:
        Capacity.objects.create(id=uuid7(), centre=make.CENTRE, day=day, hour=hour, places=40, left=left)


def visitors(count: int) -> list[Visitor]:
    return [Visitor(uuid7(), uuid7(), timedelta(hours=1), uuid7()) for _ in range(count)]


def book(them: list[Visitor], *, hour: int = 9, spread: bool = False) -> Ends:
    return book_places(
        them, centre=make.CENTRE, day=make.WORKING_DAY, hour=hour, spread=spread, by=make.APPLICANT, at=make.NOON
    )


def hours() -> Counter[tuple[date, int]]:
    return Counter(Appointment.objects.values_list("day", "hour"))


def test_together_is_one_hour_after_the_other_on_one_day() -> None:
    leave(2, 9, 10, 11)

    book(visitors(5))

    assert hours() == {(make.WORKING_DAY, 9): 2, (make.WORKING_DAY, 10): 2, (make.WORKING_DAY, 11): 1}
    assert list(Capacity.objects.order_by("hour").values_list("left", flat=True)) == [0, 0, 1]


def test_who_finds_no_place_on_the_day_is_named() -> None:
    leave(0, 8, 9, 10, 11, 13, 14, 15)
    leave(3, 16)

    ends = book(visitors(5))

    assert Counter(type(end) for end in ends.values()) == {Appointment: 3, NoPlaceLeft: 2}


def test_spread_goes_on_through_the_following_days() -> None:
    leave(0, 8, 9, 10, 11, 13, 14, 15)
    leave(1, 16)
    leave(2, 8, 9, day=NEXT_DAY)

    book(visitors(4), spread=True)

    assert hours() == {(make.WORKING_DAY, 16): 1, (NEXT_DAY, 8): 2, (NEXT_DAY, 9): 1}


def test_one_who_is_kept_out_takes_nobody_elses_place() -> None:
    them = visitors(3)
    make.book(Application(id=them[1].application, subject=uuid7()), hour=16)
    leave(2, 9)
    leave(0, 10, 11, 13, 14, 15)

    ends = book(them)

    assert isinstance(ends[them[1].application], AlreadyBooked)
    assert hours()[make.WORKING_DAY, 9] == 2


def test_a_time_that_is_not_offered_is_refused_as_a_whole() -> None:
    with pytest.raises(DayNotOffered):
        book(visitors(1), hour=12)


def test_where_others_are_faster_it_is_planned_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    leave(3, 9)
    faster = iter([2])
    looked = together.list_free_hours

    def look(centre: str, at: datetime) -> object:
        free = looked(centre, at)
        for left in faster:
            Capacity.objects.filter(hour=9).update(left=left)
        return free

    monkeypatch.setattr(together, "list_free_hours", look)

    book(visitors(3))

    assert hours() == {(make.WORKING_DAY, 9): 2, (make.WORKING_DAY, 10): 1}


def test_two_groups_at_once_share_what_there_is() -> None:
    try:
        at_once(lambda: leave(4, 9), lambda: leave(0, 10, 11, 13, 14, 15, 16))
        one, other = visitors(3), visitors(3)

        ends = at_once(lambda: book(one), lambda: book(other))

        assert ends == [None, None]
        assert Appointment.objects.count() == 4
        assert Capacity.objects.get(hour=9).left == 0
    finally:
        at_once(lambda: (Appointment.objects.all().delete(), Capacity.objects.all().delete()))
