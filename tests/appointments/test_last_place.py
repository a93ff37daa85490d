"""The last place, wanted by two at the same moment, on two connections that really commit."""

from collections.abc import Iterator

import pytest

from tests import make
from tests.at_once import at_once
from workpermit.applications.models import Application
from workpermit.appointments.counts import NoPlaceLeft
from workpermit.appointments.models import Appointment, Capacity
from workpermit.appointments.services import AlreadyBooked
from workpermit.core.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cleared")]


@pytest.fixture
def cleared(db: None) -> Iterator[None]:
    """What other connections commit is taken away again; the trail keeps its entries, as it does for everybody."""
    yield
    at_once(lambda: (Appointment.objects.all().delete(), Capacity.objects.all().delete()))


@pytest.mark.parametrize("_round", range(5))
def test_of_two_who_want_the_last_place_exactly_one_gets_it(_round: int) -> None:
    hour = Capacity(id=uuid7(), centre=make.CENTRE, day=make.WORKING_DAY, hour=9, places=40, left=1)
    at_once(hour.save)
    one, other = (Application(id=uuid7(), subject=uuid7()) for _ in range(2))

    ends = at_once(lambda: make.book(one), lambda: make.book(other))

    assert set(ends) == {None, NoPlaceLeft}
    assert Appointment.objects.count() == 1
    assert Capacity.objects.get().left == 0


def test_two_who_open_an_hour_together_are_both_counted() -> None:
    one, other = (Application(id=uuid7(), subject=uuid7()) for _ in range(2))

    ends = at_once(lambda: make.book(one), lambda: make.book(other))

    assert ends == [None, None]
    assert Capacity.objects.get().left == 38


def test_one_application_booked_from_two_browsers_gets_one_place() -> None:
    application = Application(id=uuid7(), subject=uuid7())

    ends = at_once(lambda: make.book(application), lambda: make.book(application, hour=10))

    assert set(ends) == {None, AlreadyBooked}
    assert sum(row.places - row.left for row in Capacity.objects.all()) == 1
