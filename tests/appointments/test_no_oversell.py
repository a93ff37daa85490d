"""The last places wanted by several processes: the race without the guard, and that it is gone with it."""

from collections import Counter
from collections.abc import Iterator
from multiprocessing.synchronize import Barrier

import pytest
from django.db import connection

from tests import make
from tests.at_once import at_once
from tests.in_processes import in_processes
from workpermit.applications.models import Application
from workpermit.appointments.counts import NoPlaceLeft
from workpermit.appointments.models import Appointment, Capacity
from workpermit.core.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cleared")]

PROCESSES = 4
WANTED_BY_EACH = 5
PLACES = 7


@pytest.fixture
def cleared(db: None) -> Iterator[None]:
    """What other connections commit is taken away again."""
    yield
    at_once(
        lambda: (
            Appointment.objects.all().delete(),
            Capacity.objects.all().delete(),
            run("DROP TABLE IF EXISTS unguarded"),
        )
    )


def run(sql: str) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall()) if cursor.description else []


def read_then_write(_number: int, looked: Barrier) -> str:
    [(left,)] = run('SELECT "left" FROM unguarded')
    looked.wait(10)  # all have looked before one writes: the moment that a busy minute brings about by itself
    if left < 1:
        return "none left"
    run(f'UPDATE unguarded SET "left" = {left - 1}')
    return "sold"


def book_several(_number: int, _together: Barrier) -> str:
    return " ".join(_book() for _ in range(WANTED_BY_EACH))


def test_without_the_guard_every_process_sells_the_same_last_place() -> None:
    # A copy of the table brings neither its constraints nor its checks.
    at_once(
        lambda: (
            run("CREATE TABLE unguarded (LIKE appointments_capacity)"),
            run(
                'INSERT INTO unguarded (id, centre, day, hour, places, "left") '
                f"VALUES (gen_random_uuid(), '{make.CENTRE}', '{make.WORKING_DAY}', 9, 40, 1)"
            ),
        )
    )
    ends = in_processes(read_then_write, processes=PROCESSES)

    counted: list[tuple[int, ...]] = []
    # On another connection: a look of this test's own transaction would keep the table from being dropped.
    at_once(lambda: counted.extend(run('SELECT "left" FROM unguarded')))
    assert ends == ["sold"] * PROCESSES
    assert counted == [(0,)]  # and the count does not even show it


def test_with_it_exactly_the_places_that_there_are_are_sold() -> None:
    hour = Capacity(id=uuid7(), centre=make.CENTRE, day=make.WORKING_DAY, hour=9, places=40, left=PLACES)
    at_once(hour.save)

    ends = Counter(" ".join(in_processes(book_several, processes=PROCESSES)).split())

    assert ends == {"sold": PLACES, "none": PROCESSES * WANTED_BY_EACH - PLACES}
    assert Appointment.objects.count() == PLACES
    assert Capacity.objects.get().left == 0


def _book() -> str:
    try:
        make.book(Application(id=uuid7(), subject=uuid7()))
    except NoPlaceLeft:
        return "none"
    return "sold"
