"""Two counters never call the same person: the race with the guards off, and that it is gone, in several processes."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from multiprocessing.synchronize import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.db.models import Model, QuerySet

from tests import make
from tests.at_once import at_once
from tests.in_processes import in_processes
from tests.visits.make import counter, waiting
from workpermit.casework import lifecycle
from workpermit.core.actors import Actor, Role
from workpermit.visits import services
from workpermit.visits.models import CounterSession, Ticket, TicketRoll

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hall")]
CLERKS = [Actor(UUID(int=100 + n), Role.OPERATOR_CLERK, make.CENTRE) for n in range(4)]


@pytest.fixture
def hall(db: None) -> Iterator[None]:
    """Four open counters and six people who wait."""
    at_once(lambda: [counter(str(n), by=clerk) for n, clerk in enumerate(CLERKS, start=1)])
    at_once(lambda: [waiting(at=make.NOON + timedelta(seconds=n)) for n in range(6)])
    yield
    at_once(lambda: [model.objects.all().delete() for model in (Ticket, TicketRoll, CounterSession)])


def call_next(number: int, together: Barrier, *, guarded: bool) -> str:
    """What one counter's process does; all of them have chosen before the first one writes."""
    check = services.check_queue

    def check_together(*words: Any) -> None:
        check(*words)
        together.wait(timeout=10)

    services.check_queue = check_together
    if not guarded:
        QuerySet.select_for_update = lambda self, **words: self  # type: ignore[method-assign, misc]
        lifecycle.move_row = move_whatever_it_is  # type: ignore[attr-defined]
    at = make.NOON + timedelta(minutes=1)
    clerk = CLERKS[number]
    session = CounterSession.objects.get(clerk=clerk.id)
    ticket = services.call_next(session=session, by=clerk, at=at)
    return ticket.label if ticket else ""


def move_whatever_it_is(
    model: type[Model], key: UUID, *, act: str, source: str, target: str, changes: Mapping[str, Any]
) -> bool:
    """As `move_row`, but it takes the ticket in whatever status it finds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('wp.act', %s, true)", [act])
    return Ticket.objects.filter(pk=key).update(status=target, **changes) == 1


def all_call(*, guarded: bool) -> list[str]:
    return in_processes(partial(call_next, guarded=guarded), processes=len(CLERKS))


def test_without_the_guards_four_counters_call_one_person() -> None:
    assert all_call(guarded=False) == ["B 001"] * 4


def test_with_them_each_counter_calls_somebody_else() -> None:
    assert sorted(all_call(guarded=True)) == ["B 001", "B 002", "B 003", "B 004"]
