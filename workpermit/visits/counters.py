"""Opening and leaving a counter. Whoever sits down at one takes it over; nobody sits at two."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from workpermit.casework.lifecycle import CaseHasMoved, WrongRole
from workpermit.core.actors import Actor, Role
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import uuid7
from workpermit.visits.models import CounterSession
from workpermit.visits.queries import find_at_counter
from workpermit.visits.rules import CounterNeedsName, VisitorIsStillHere
from workpermit.visits.wishes import read_wishes

LONGEST_NAME = 8


@transaction.atomic
def open_counter(*, counter: str, serves: Iterable[str], by: Actor, at: datetime) -> CounterSession:
    """Sit down at a counter; what was open there, or under this clerk elsewhere, closes.

    Raises CounterNeedsName, WrongRole or CaseHasMoved.
    """
    if by.role is not Role.OPERATOR_CLERK:
        raise WrongRole
    name, wishes = counter.strip(), read_wishes(serves)
    if not name or len(name) > LONGEST_NAME or not wishes:
        raise CounterNeedsName
    same = Q(clerk=by.id) | Q(centre=by.place, counter=name)
    CounterSession.objects.filter(same, closed_at=None).update(closed_at=at)
    session = CounterSession(
        id=uuid7(),
        centre=by.place,
        day=bangkok_date(at),
        counter=name,
        serves=" ".join(wishes),
        clerk=by.id,
        opened_at=at,
    )
    try:
        with transaction.atomic():
            CounterSession.objects.bulk_create([session])
    except IntegrityError:  # somebody sat down at the same moment
        raise CaseHasMoved from None
    return session


@transaction.atomic
def close_counter(*, session: CounterSession, at: datetime) -> None:
    """Leave the counter, without a visitor at it. Raises VisitorIsStillHere."""
    if find_at_counter(session):
        raise VisitorIsStillHere
    CounterSession.objects.filter(pk=session.pk, closed_at=None).update(closed_at=at)
