"""Who is planned at the counters, day by day."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from workpermit.casework.lifecycle import advance, begin
from workpermit.centres.lifecycle import ShiftAct, ShiftStatus
from workpermit.centres.models import Shift
from workpermit.centres.queries import list_counters
from workpermit.centres.rules import NoSuchCounter, check_ahead, check_place, check_shift
from workpermit.core.actors import Actor


@transaction.atomic
def plan_shift(
    *,
    shift: UUID,
    centre: str,
    account: UUID,
    counter: str,
    day: date,
    from_hour: int,
    until_hour: int,
    by: Actor,
    at: datetime,
) -> Shift:
    """Plan somebody for some hours of a day, at a counter or (empty) wherever needed; sent twice, planned once.

    From the first shift of a day on, the plan and no longer the centre's size says how many are there.

    Raises DayHasPassed, ShiftMakesNoSense, ShiftOverlaps, NoSuchCounter, OtherCentre or WrongRole.
    """
    check_place(centre, by)
    check_ahead(day, at)
    sent_before = Shift.objects.filter(pk=shift, centre=centre).first()
    if sent_before is not None:
        return sent_before
    if counter and counter not in {one.number for one in list_counters(centre)}:
        raise NoSuchCounter
    check_shift(
        account, day, from_hour, until_hour, Shift.objects.filter(account=account, day=day, status=ShiftStatus.PLANNED)
    )
    planned = Shift(
        id=shift, centre=centre, account=account, counter=counter, day=day, from_hour=from_hour, until_hour=until_hour
    )
    begin(planned, ShiftAct.PLAN, by=by, at=at)
    return planned


def cancel_shift(*, shift: Shift, by: Actor, at: datetime) -> None:
    """Take a shift out of the plan. Raises DayHasPassed, OtherCentre, WrongStatus, WrongRole or CaseHasMoved."""
    check_place(shift.centre, by)
    check_ahead(shift.day, at)
    advance(shift, ShiftAct.CANCEL, by=by, at=at)
