"""Counters: added, changed, closed and opened again.

A centre has the counters of its size until its manager first changes one. In that act they all become rows.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from workpermit.casework.lifecycle import AlreadyBegun, advance, begin_all
from workpermit.catalogue.queries import get_centre
from workpermit.centres.lifecycle import CounterAct
from workpermit.centres.models import Counter
from workpermit.centres.plan import counters_by_size
from workpermit.centres.rules import CounterExists, check_counter, check_place
from workpermit.core.actors import Actor


@transaction.atomic
def add_counter(
    *, counter: UUID, centre: str, number: str, capabilities: Collection[str], by: Actor, at: datetime
) -> Counter:
    """Add an open counter; the same `counter` sent twice is added once.

    Raises CounterMakesNoSense, CounterExists, OtherCentre, NoSuchPlace or WrongRole.
    """
    check_place(centre, by)
    number = number.strip()
    able = {name: name in capabilities for name in Counter.CAPABILITIES}
    check_counter(number, capabilities)
    _keep_counters(centre, by=by, at=at)
    sent_before = Counter.objects.filter(pk=counter, centre=centre).first()
    if sent_before is not None:
        return sent_before
    added = Counter(id=counter, centre=centre, number=number, **able)
    try:
        with transaction.atomic():
            add_counters([added], by=by, at=at)
    except IntegrityError:
        raise CounterExists from None
    return added


@transaction.atomic
def change_counter(*, counter: Counter, capabilities: Collection[str], by: Actor, at: datetime) -> Counter:
    """Say anew what an open counter can do.

    Raises CounterMakesNoSense, OtherCentre, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_place(counter.centre, by)
    check_counter(counter.number, capabilities)
    kept = _kept(counter, by=by, at=at)
    able = {name: name in capabilities for name in Counter.CAPABILITIES}
    advance(kept, CounterAct.CHANGE, by=by, at=at, changes=able)
    return kept


@transaction.atomic
def close_counter(*, counter: Counter, by: Actor, at: datetime) -> Counter:
    """Close a counter until it is opened again: it gives no places any more.

    Raises OtherCentre, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_place(counter.centre, by)
    kept = _kept(counter, by=by, at=at)
    advance(kept, CounterAct.CLOSE, by=by, at=at)
    return kept


@transaction.atomic
def reopen_counter(*, counter: Counter, by: Actor, at: datetime) -> Counter:
    """Open a closed counter again. Raises OtherCentre, WrongStatus, WrongRole or CaseHasMoved."""
    check_place(counter.centre, by)
    advance(counter, CounterAct.REOPEN, by=by, at=at)
    return counter


def _kept(counter: Counter, *, by: Actor, at: datetime) -> Counter:
    """The counter's row, which is written now where the centre still has the counters of its size."""
    if counter.status:
        return counter
    _keep_counters(counter.centre, by=by, at=at)
    return Counter.objects.get(pk=counter.pk)


def _keep_counters(centre: str, *, by: Actor, at: datetime) -> None:
    if Counter.objects.filter(centre=centre).exists():
        return
    try:
        with transaction.atomic():
            add_counters(counters_by_size(get_centre(centre)), by=by, at=at)
    except AlreadyBegun:
        return  # another page of the same manager was faster; the rows are the same


def add_counters(counters: Sequence[Counter], *, by: Actor, at: datetime) -> None:
    """The act itself, for one counter or for all that a centre has by its size."""
    begin_all(counters, CounterAct.ADD, by=by, at=at)
