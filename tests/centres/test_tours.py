"""Mobile units: where they are on which day, bookable as a centre, nearest first."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.at_once import at_once
from tests.centres.make import DAY
from tests.freezes.make import OFFICER
from workpermit.applications.models import Application
from workpermit.appointments.counts import DayNotOffered
from workpermit.appointments.queries import list_displaced, list_free_days, list_free_hours
from workpermit.casework.lifecycle import WrongRole, WrongStatus
from workpermit.catalogue.queries import NoSuchPlace, list_centres, list_mobile_units
from workpermit.centres import services
from workpermit.centres.models import TourStop
from workpermit.centres.queries import closed_days, list_places, list_stops, nearest_places, where_is, why_closed
from workpermit.centres.rules import DayHasPassed, NoWords, PlacesOutOfRange, StopMakesNoSense, UnitIsElsewhere
from workpermit.core.actors import Actor
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]
UNIT, NAN = "MB-001", "55"  # Nan has no centre
SATURDAY = date(2026, 11, 28)


def stop(*, by: Actor = OFFICER, **changes: Any) -> TourStop:
    said: dict[str, Any] = {
        "stop": uuid7(), "unit": UNIT, "province": NAN, "place_th": "ศาลากลางจังหวัดน่าน",
        "place_en": "Nan Provincial Hall",
        "first_day": make.WORKING_DAY, "last_day": SATURDAY, "from_hour": 9, "until_hour": 15, "places": 12,
    }  # fmt: skip
    return services.publish_stop(**{**said, **changes}, by=by, at=make.NOON)


def call_off(found: TourStop, *, by: Actor = OFFICER, **changes: str) -> None:
    said = {"reason_th": "น้ำท่วม", "reason_en": "Flood"} | changes
    services.call_off_stop(stop=found, **said, by=by, at=make.NOON)


def test_a_unit_that_is_not_on_tour_is_nowhere() -> None:
    assert list_free_hours(UNIT, make.NOON) == []
    assert list_places(make.NOON) == list(list_centres())
    assert len(list_mobile_units()) == 8


def test_a_stop_can_be_booked_under_the_code_of_the_unit_on_its_days_and_hours() -> None:
    stop()

    free = list_free_hours(UNIT, make.NOON)
    assert {one.hour for one in free} == set(range(9, 15))
    assert {one.left for one in free} == {12}
    assert (free[0].day, free[-1].day) == (make.WORKING_DAY, SATURDAY)  # as dated, whatever the day of the week
    assert list_free_days(make.NOON)[UNIT][SATURDAY] == 72

    booked = make.book(Application(id=uuid7(), subject=uuid7()), centre=UNIT, hour=14)
    assert (booked.centre, booked.hour) == (UNIT, 14)
    for day, hour in ((make.WORKING_DAY, 15), (SATURDAY + DAY, 9)):
        with pytest.raises(DayNotOffered):
            make.book(Application(id=uuid7(), subject=uuid7()), centre=UNIT, day=day, hour=hour)


def test_the_places_of_a_stop_never_exceed_what_the_unit_can_serve() -> None:
    stop(places=500)

    assert {one.left for one in list_free_hours(UNIT, make.NOON)} == {20}  # four counters, twelve minutes


def test_a_stop_is_listed_among_the_centres_nearest_first_with_its_place() -> None:
    stop()

    (first, distance), *_others = nearest_places(NAN, make.NOON)

    assert (first.code, first.province, distance) == (UNIT, NAN, 0)
    assert first.address.en == "Nan Provincial Hall · Nan · 24 November 2026 – 28 November 2026"
    assert "ศาลากลางจังหวัดน่าน · น่าน · 24 พฤศจิกายน 2569" in first.address.th
    assert [one.code for one in list_places(make.NOON)][-1] == UNIT


def test_who_has_booked_reads_where_the_unit_is_on_that_day() -> None:
    stop(last_day=make.WORKING_DAY)
    stop(first_day=SATURDAY, last_day=SATURDAY, province="58", place_en="Mae Hong Son Market")

    assert "Nan Provincial Hall" in where_is(UNIT, make.WORKING_DAY, at=make.NOON).address.en
    assert "Mae Hong Son Market" in where_is(UNIT, SATURDAY, at=make.NOON).address.en
    assert where_is(UNIT, at=make.NOON).address.en.count(" / ") == 1
    assert where_is(make.CENTRE, SATURDAY, at=make.NOON).code == make.CENTRE
    with pytest.raises(NoSuchPlace):
        where_is("NOWHERE", at=make.NOON)


def test_a_stop_that_is_called_off_ends_the_appointments_there_and_says_why() -> None:
    found = stop()
    booked = make.book(Application(id=uuid7(), subject=uuid7()), centre=UNIT)

    call_off(found)

    assert list_displaced(make.NOON) == [booked]
    assert closed_days(make.WORKING_DAY) == [(UNIT, make.WORKING_DAY, SATURDAY)]
    assert why_closed(UNIT, make.WORKING_DAY, "en") == "Flood"
    assert list_free_hours(UNIT, make.NOON) == []
    assert list_stops(make.WORKING_DAY) == [found]
    with pytest.raises(WrongStatus):
        call_off(found)


def test_a_unit_is_at_one_place_a_day_and_a_day_that_was_called_off_stays_off() -> None:
    found = stop()
    with pytest.raises(UnitIsElsewhere):
        stop(first_day=SATURDAY, last_day=SATURDAY + DAY)
    stop(unit="MB-002")
    stop(first_day=SATURDAY + DAY, last_day=SATURDAY + DAY)

    call_off(found)

    with pytest.raises(UnitIsElsewhere):
        stop()


def test_the_same_form_sent_twice_publishes_one_stop() -> None:
    sent = uuid7()

    assert stop(stop=sent) == stop(stop=sent)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"unit": make.CENTRE}, NoSuchPlace),
        ({"province": "99"}, NoSuchPlace),
        ({"first_day": make.WORKING_DAY - 2 * DAY}, DayHasPassed),
        ({"last_day": make.WORKING_DAY - DAY}, StopMakesNoSense),
        ({"until_hour": 9}, StopMakesNoSense),
        ({"until_hour": 25}, StopMakesNoSense),
        ({"place_th": " "}, StopMakesNoSense),
        ({"places": 0}, PlacesOutOfRange),
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any], rule: type[RuleBroken]) -> None:
    with pytest.raises(rule):
        stop(**changes)
    assert not TourStop.objects.exists()


def test_calling_off_needs_words_and_a_day_that_is_not_over() -> None:
    found = stop()

    with pytest.raises(NoWords):
        call_off(found, reason_en=" ")
    with pytest.raises(DayHasPassed):
        services.call_off_stop(stop=found, reason_th="x", reason_en="x", by=OFFICER, at=make.NOON + timedelta(days=9))


def test_nobody_but_a_policy_officer_publishes_or_calls_off() -> None:
    found = stop()
    for somebody in make.CAST:
        with pytest.raises(WrongRole):
            stop(unit="MB-003", by=somebody)
        with pytest.raises(WrongRole):
            call_off(found, by=somebody)


def test_two_officers_do_not_send_one_unit_to_two_places() -> None:
    try:
        ends = at_once(lambda: stop(), lambda: stop(province="58"))

        assert set(ends) == {None, UnitIsElsewhere}
    finally:
        at_once(lambda: TourStop.objects.all().delete())


@pytest.mark.parametrize(
    "column", [{"last_day": date(2026, 11, 1)}, {"until_hour": 9}, {"places": 0}, {"place_en": ""}]
)
def test_the_table_refuses_what_is_never_true(column: dict[str, Any]) -> None:
    stop()

    with pytest.raises(IntegrityError), transaction.atomic():
        TourStop.objects.update(**column)
