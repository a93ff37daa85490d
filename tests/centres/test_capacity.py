"""The places of an hour follow from counters, staff and days; nobody has to type them."""

from datetime import date, timedelta

import pytest

from tests.centres import make
from tests.make import CENTRE, NOON, WORKING_DAY
from workpermit.catalogue.queries import NoSuchPlace, list_centres
from workpermit.centres import services
from workpermit.centres.capacity import Hour, Limit, places_of
from workpermit.centres.models import Counter
from workpermit.centres.queries import list_counters, places_in, plan_days
from workpermit.core.ids import uuid7

pytestmark = pytest.mark.django_db
SATURDAY, HOLIDAY = date(2026, 11, 28), date(2026, 12, 10)


def test_every_centre_has_its_published_places_without_anybody_typing() -> None:
    plan = plan_days([one.code for one in list_centres()], WORKING_DAY, WORKING_DAY, at=NOON)

    for centre in list_centres():
        hours = plan.day(centre.code, WORKING_DAY)
        assert sum(one.places for one in hours.values()) == centre.capacity_per_day // 8 * 8
        assert {one.limit for one in hours.values()} <= {Limit.COUNTERS, Limit.PUBLISHED}


@pytest.mark.parametrize(
    ("counters", "staff", "override", "expected"),
    [
        (8, 8, None, Hour(40, Limit.COUNTERS)),
        (9, 9, None, Hour(40, Limit.PUBLISHED)),
        (3, 8, None, Hour(15, Limit.COUNTERS)),
        (8, 2, None, Hour(10, Limit.STAFF)),
        (0, 8, None, Hour(0, Limit.COUNTERS)),
        (9, 9, 45, Hour(45, Limit.COUNTERS)),
        (20, 20, 60, Hour(60, Limit.OVERRIDE)),
        (8, 8, 60, Hour(40, Limit.COUNTERS)),
        (8, 8, 5, Hour(5, Limit.OVERRIDE)),
    ],
)
def test_the_smallest_of_counters_staff_and_the_published_number_holds(
    counters: int, staff: int, override: int | None, expected: Hour
) -> None:
    assert places_of(counters=counters, staff=staff, minutes=12, published=40, override=override) == expected


@pytest.mark.parametrize(("day", "hour"), [(WORKING_DAY, 12), (WORKING_DAY, 7), (SATURDAY, 9), (HOLIDAY, 9)])
def test_a_closed_hour_has_no_places(day: date, hour: int) -> None:
    assert make.places(day, hour) == 0


def test_there_are_no_places_where_there_is_no_centre() -> None:
    with pytest.raises(NoSuchPlace):
        places_in("NOWHERE", WORKING_DAY, 9, at=NOON)


def test_a_closed_counter_serves_nobody_until_it_is_opened_again() -> None:
    closed = services.close_counter(counter=make.counter("1"), by=make.MANAGER, at=NOON)
    assert make.places() == 35
    assert len(list_counters(CENTRE)) == 11  # the others have become rows, and are open

    services.reopen_counter(counter=closed, by=make.MANAGER, at=NOON)
    assert make.places() == 40


def test_a_counter_that_identifies_nobody_gives_no_places() -> None:
    services.change_counter(counter=make.counter("1"), capabilities=["cards"], by=make.MANAGER, at=NOON)

    assert make.places() == 35


def test_more_counters_do_not_exceed_what_is_published() -> None:
    for number in ("21", "22"):
        services.add_counter(
            counter=uuid7(), centre=CENTRE, number=number, capabilities=["identity"], by=make.MANAGER, at=NOON
        )

    assert make.places() == 40


def test_the_planned_staff_count_from_the_first_shift_of_a_day_on() -> None:
    make.shift(until_hour=12)
    make.shift(account=uuid7(), from_hour=8, until_hour=10)

    assert [make.places(hour=hour) for hour in (8, 9, 10, 11, 13)] == [10, 10, 5, 5, 0]
    assert make.places(WORKING_DAY + timedelta(days=1)) == 40


def test_a_cancelled_shift_does_not_count() -> None:
    services.cancel_shift(shift=make.shift(), by=make.MANAGER, at=NOON)

    assert make.places() == 40


def test_an_order_for_a_day_replaces_the_published_number() -> None:
    ordered = make.override(places=10)
    assert make.places() == 10
    assert make.places(WORKING_DAY + timedelta(days=1)) == 40

    services.withdraw_override(override=ordered, by=make.MANAGER, at=NOON)
    assert make.places() == 40


def test_a_camera_out_of_order_takes_its_counter_out_until_it_works_again() -> None:
    camera = make.equipment()
    assert make.places() == 40

    services.report_fault(equipment=camera, words="No picture.", by=make.MANAGER, at=NOON)
    assert make.places() == 35
    services.return_to_service(equipment=camera, words="New cable.", by=make.MANAGER, at=NOON)
    assert make.places() == 40


@pytest.mark.parametrize("kind", ["card_printer", "kiosk", "fingerprint_reader"])
def test_what_identity_does_not_need_takes_no_places(kind: str) -> None:
    services.report_fault(equipment=make.equipment(kind=kind), words="Broken.", by=make.MANAGER, at=NOON)

    assert make.places() == 40


def test_a_second_camera_that_works_keeps_the_counter_fit() -> None:
    services.report_fault(equipment=make.equipment(), words="Broken.", by=make.MANAGER, at=NOON)
    make.equipment()

    assert make.places() == 40


def test_a_closure_leaves_no_places_from_its_first_day_to_its_last() -> None:
    last = WORKING_DAY + make.DAY
    ordered = make.closure(last_day=last)
    assert [make.places(WORKING_DAY - make.DAY), make.places(), make.places(last)] == [40, 0, 0]
    assert make.places(last + make.DAY) == 40
    assert make.places(centre="BKK-SC-M-002") == 40

    services.reopen_centre(closure=ordered, by=make.MANAGER, at=NOON)
    assert make.places() == 40


def test_each_service_follows_from_its_own_counters_the_staff_and_its_minutes() -> None:
    plan = plan_days([CENTRE], WORKING_DAY, WORKING_DAY, at=NOON)

    # Of eleven counters eight identify people and check them in, two hand out cards, one files together.
    assert plan.day(CENTRE, WORKING_DAY, "check_in")[9] == Hour(8 * 60 // 2, Limit.COUNTERS)
    assert plan.day(CENTRE, WORKING_DAY, "cards")[9] == Hour(2 * 60 // 6, Limit.COUNTERS)
    assert plan.day(CENTRE, WORKING_DAY, "assisted")[9] == Hour(60 // 40, Limit.COUNTERS)
    assert plan.day(CENTRE, WORKING_DAY, "identity") == plan.day(CENTRE, WORKING_DAY)
    assert plan.places_in(CENTRE, WORKING_DAY, 9) == plan.day(CENTRE, WORKING_DAY, "identity")[9].places


def test_a_broken_card_printer_takes_cards_away_and_nothing_else() -> None:
    before = plan_days([CENTRE], WORKING_DAY, WORKING_DAY, at=NOON)
    [first] = [one for one in list_counters(CENTRE) if one.cards][:1]
    printer = make.equipment(kind="card_printer", counter=first.number)
    services.report_fault(equipment=printer, words="It takes no cards.", by=make.MANAGER, at=NOON)

    after = plan_days([CENTRE], WORKING_DAY, WORKING_DAY, at=NOON)

    assert after.day(CENTRE, WORKING_DAY, "cards")[9].places == before.day(CENTRE, WORKING_DAY, "cards")[9].places // 2
    for service in ("check_in", "identity", "assisted"):
        assert after.day(CENTRE, WORKING_DAY, service) == before.day(CENTRE, WORKING_DAY, service)


def test_staff_that_is_planned_for_a_part_of_the_day_limits_every_service_in_that_part() -> None:
    make.shift(from_hour=9, until_hour=12)

    plan = plan_days([CENTRE], WORKING_DAY, WORKING_DAY, at=NOON)

    for service, minutes in (("check_in", 2), ("identity", 12), ("cards", 6)):
        hours = plan.day(CENTRE, WORKING_DAY, service)
        assert hours[9] == Hour(60 // minutes, Limit.STAFF)
        assert hours[13] == Hour(0, Limit.STAFF)


def test_a_closed_day_serves_nobody_in_any_service() -> None:
    plan = plan_days([CENTRE], SATURDAY, SATURDAY, at=NOON)

    assert [plan.day(CENTRE, SATURDAY, service) for service in Counter.CAPABILITIES] == [{}] * 4
