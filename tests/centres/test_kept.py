"""A plan is kept as long as nothing has changed that it follows from; the database says so, whoever changes it."""

import re
from collections.abc import Callable

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests import make as cases
from tests.at_once import at_once
from tests.centres import make
from tests.centres.test_tours import UNIT, call_off, stop
from workpermit.appointments.counts import DayNotOffered, find_hour
from workpermit.catalogue.models import CalendarVersion
from workpermit.centres import services
from workpermit.centres.models import Counter, Revision
from workpermit.centres.queries import places_in, plan_days
from workpermit.core.ids import uuid7
from workpermit.zones.derived import DERIVED_FROM

pytestmark = pytest.mark.django_db


def offered(centre: str = cases.CENTRE) -> int:
    """The places that somebody finds who books now."""
    try:
        return find_hour(centre, cases.WORKING_DAY, 9, cases.NOON).places
    except DayNotOffered:
        return 0


def derived(centre: str = cases.CENTRE) -> int:
    return places_in(centre, cases.WORKING_DAY, 9, at=cases.NOON)


def close_counter(number: str = "1") -> None:
    services.close_counter(counter=make.counter(number), by=make.MANAGER, at=cases.NOON)


def break_camera() -> None:
    services.report_fault(equipment=make.equipment(), words="It shows nothing.", by=make.MANAGER, at=cases.NOON)


def add_holiday() -> None:
    days = [{"day": cases.WORKING_DAY.isoformat(), "name": {"th": "วันหยุด", "en": "A holiday"}}]
    CalendarVersion.objects.create(
        id=uuid7(), number=1, definition={"holidays": days}, valid_from=cases.NOON, published_at=cases.NOON
    )


@pytest.mark.parametrize(
    "change",
    [close_counter, break_camera, make.shift, make.override, make.closure, add_holiday],
    ids=lambda one: one.__name__,
)
def test_whoever_books_finds_the_new_number_at_once(change: Callable[[], object]) -> None:
    before = offered()
    assert before == derived() == 40

    change()

    assert offered() == derived() != before


def test_a_stop_of_a_mobile_unit_and_its_end_are_seen_at_once() -> None:
    assert offered(UNIT) == 0

    found = stop()
    assert offered(UNIT) == 12

    call_off(found)
    assert offered(UNIT) == 0


def test_a_plan_that_is_kept_is_not_derived_again() -> None:
    offered()

    with CaptureQueriesContext(connection) as asked:
        offered()

    assert len(asked) == 1


def test_every_table_that_a_plan_is_derived_from_notes_its_changes() -> None:
    with CaptureQueriesContext(connection) as asked:
        plan_days([cases.CENTRE], cases.WORKING_DAY, cases.WORKING_DAY, at=cases.NOON)

    read = set(re.findall(r'FROM "?(\w+)"?', " ".join(one["sql"] for one in asked)))
    assert read == {*DERIVED_FROM, "catalogue_calendarversion"}


def test_without_the_trigger_a_number_that_is_over_would_still_be_offered() -> None:
    close_counter("1")
    before = offered()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE centres_counter DISABLE TRIGGER changes_are_noted")

    for number in ("2", "3"):
        close_counter(number)

    assert offered() == before > derived()


def test_the_word_of_a_change_that_was_undone_never_comes_again() -> None:
    close_counter("1")
    before = Revision.objects.get(centre=cases.CENTRE).word
    with transaction.atomic():
        close_counter("2")
        undone, seen = Revision.objects.get(centre=cases.CENTRE).word, offered()
        transaction.set_rollback(True)
    assert Revision.objects.get(centre=cases.CENTRE).word == before

    close_counter("3")

    assert len({before, undone, Revision.objects.get(centre=cases.CENTRE).word}) == 3
    assert offered() == derived() <= seen


def test_one_act_of_another_connection_is_seen_by_a_process_that_keeps_the_plan() -> None:
    before = offered()
    try:
        at_once(lambda: close_counter("1"))

        assert offered() == derived() < before
    finally:
        at_once(lambda: (Counter.objects.all().delete(), Revision.objects.all().delete()))
