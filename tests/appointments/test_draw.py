"""The draw of a month's places: nobody chooses the order, and anybody computes it again from what is published."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError

from tests import make
from workpermit.appointments.draw import (
    MonthsPlaces,
    RegistrationClosed,
    close_release,
    drawn_order,
    find_open_release,
    list_due_releases,
    list_ranks,
    open_release,
    register,
    seed_of,
)
from workpermit.appointments.models import Capacity, Registration, Release, ReleaseSalt
from workpermit.appointments.services import Visitor
from workpermit.catalogue.queries import NoSuchPlace, booking_limit
from workpermit.core.calendar import BANGKOK
from workpermit.core.ids import uuid7

pytestmark = pytest.mark.django_db
JANUARY = date(2027, 1, 1)
CLOSES = datetime(2026, 12, 4, tzinfo=BANGKOK)  # 28 days before the month: its first day can be booked a day later


def opened() -> Release:
    found = open_release(make.NOON)
    assert found is not None
    return found


def registered(release: Release, count: int, centre: str = make.CENTRE) -> list[Registration]:
    return [register(release=release, application=uuid7(), centre=centre, at=make.NOON) for _ in range(count)]


def test_registration_opens_two_weeks_before_the_month_can_be_booked() -> None:
    release = opened()

    assert (release.month, release.closes_at) == (JANUARY, CLOSES)
    assert release.opens_at == CLOSES - timedelta(days=14)
    assert open_release(make.NOON) == release == find_open_release(make.NOON)
    assert open_release(CLOSES) is None
    assert Release.objects.count() == ReleaseSalt.objects.count() == 1


def test_the_salt_is_committed_to_and_not_told() -> None:
    release = opened()

    salt = ReleaseSalt.objects.get(pk=release.pk).salt
    assert sha256(bytes.fromhex(salt)).hexdigest() == release.commitment
    assert Release.objects.get().salt == ""


def test_anybody_computes_the_order_again() -> None:
    release = opened()
    registered(release, 20)

    close_release(release, at=CLOSES)

    told = Release.objects.get()
    salt, ranks = bytes.fromhex(told.salt), list_ranks(JANUARY)
    seed = sha256(b"".join(sorted(one.bytes for _, one in ranks)) + salt).digest()
    by_hand = sorted((one for _, one in ranks), key=lambda one: sha256(seed + one.bytes).hexdigest())
    assert sha256(salt).hexdigest() == told.commitment
    assert seed.hex() == told.seed
    assert [one for _, one in ranks] == by_hand
    assert [rank for rank, _ in ranks] == list(range(1, 21))


def test_who_came_first_is_not_drawn_first() -> None:
    """Among many seeds, the first to register is first no more often than chance has it."""
    ids = [UUID(int=n) for n in range(10)]

    firsts = sum(drawn_order(ids, seed_of(ids, bytes([n, n + 1]))).index(ids[0]) == 0 for n in range(200))

    assert 5 < firsts < 45


def test_one_more_registration_changes_the_whole_order() -> None:
    ids, salt = [UUID(int=n) for n in range(1, 30)], b"salt"

    assert seed_of(ids, salt) == seed_of(reversed(ids), salt)
    assert seed_of(ids, salt) != seed_of([*ids, uuid4()], salt)


def test_an_application_is_drawn_once_however_often_it_registers() -> None:
    release, application = opened(), uuid7()

    one, again = (register(release=release, application=application, centre=make.CENTRE, at=make.NOON) for _ in "12")

    assert one == again
    with pytest.raises(NoSuchPlace):
        register(release=release, application=uuid7(), centre="NOWHERE", at=make.NOON)


def test_nobody_registers_before_or_after() -> None:
    release = opened()

    for at in (release.opens_at - timedelta(seconds=1), CLOSES):
        with pytest.raises(RegistrationClosed):
            register(release=release, application=uuid7(), centre=make.CENTRE, at=at)


def test_a_draw_is_held_once_and_not_early() -> None:
    release = opened()
    registered(release, 3)

    assert close_release(release, at=CLOSES - timedelta(seconds=1)) == []
    assert list_due_releases(CLOSES + timedelta(minutes=1)) == [release]
    first = close_release(release, at=CLOSES)
    assert len(first) == 3
    assert close_release(release, at=CLOSES + timedelta(hours=1)) == []
    assert list_due_releases(CLOSES + timedelta(hours=1)) == []


def test_who_registers_in_the_last_moment_is_written_down_before_the_draw() -> None:
    opened()

    assert list_due_releases(CLOSES + timedelta(seconds=59)) == []


def test_the_database_tells_no_salt_before_the_draw() -> None:
    opened()

    with pytest.raises(IntegrityError, match="salt_is_told_with_the_draw"):
        Release.objects.update(salt="00")


def visitor() -> Visitor:
    return Visitor(uuid7(), uuid7(), timedelta(hours=1), uuid7())


def test_places_are_given_from_the_first_hour_of_the_month() -> None:
    places = MonthsPlaces(JANUARY, CLOSES)

    given = [places.give(visitor(), make.CENTRE, account=uuid7()) for _ in range(41)]

    first = given[0]
    assert first is not None
    assert first.day.isoformat() == "2027-01-04"  # the first is a holiday, then a weekend
    assert [one.hour for one in given if one] == [8] * 40 + [9]
    assert Capacity.objects.get(hour=8).left == 0
    assert first.booked_by != first.subject


def test_the_limit_of_an_account_and_a_day_leads_to_the_next_day() -> None:
    places, account, most = MonthsPlaces(JANUARY, CLOSES), uuid7(), booking_limit("employer_day")

    given = [places.give(visitor(), make.CENTRE, account=account) for _ in range(most + 1)]

    assert [one.day.isoformat() for one in given if one] == ["2027-01-04"] * most + ["2027-01-05"]


def test_who_has_an_appointment_gets_no_second_one() -> None:
    places, one = MonthsPlaces(JANUARY, CLOSES), visitor()

    assert places.give(one, make.CENTRE, account=uuid7()) is not None
    assert places.give(one, make.CENTRE, account=uuid7()) is None
    assert Capacity.objects.get().places - Capacity.objects.get().left == 1
