"""Hours in which the same can be served stand together as one band."""

from datetime import timedelta

import pytest

from tests.centres import make
from tests.make import CENTRE, NOON, WORKING_DAY
from workpermit.centres.queries import plan_days
from workpermit.sites.service_bands import DayServices, day_services

pytestmark = pytest.mark.django_db


def bands() -> DayServices:
    return day_services(plan_days([CENTRE], WORKING_DAY, WORKING_DAY, at=NOON), CENTRE, WORKING_DAY)


def test_hours_that_are_alike_are_one_band_up_to_the_break_at_noon() -> None:
    found = bands()

    assert [(band.first, band.until) for band in found.bands] == [(8, 12), (13, 17)]
    assert [[one.people for one in band.served] for band in found.bands] == [[240, 40, 20, 1]] * 2
    assert [minutes for _, minutes in found.minutes] == [2, 12, 6, 40]


def test_a_shift_makes_a_band_of_its_own() -> None:
    make.shift(from_hour=9, until_hour=12)

    assert [(band.first, band.until) for band in bands().bands] == [(8, 9), (9, 12), (13, 17)]


def test_a_day_on_which_the_centre_is_closed_has_none() -> None:
    make.closure()

    assert bands().bands == ()
    later = WORKING_DAY + timedelta(days=1)
    assert day_services(plan_days([CENTRE], later, later, at=NOON), CENTRE, later).bands
