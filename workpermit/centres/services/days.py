"""Days that are different: another number of places, or none because the centre is closed."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from workpermit.casework.lifecycle import advance, begin
from workpermit.centres.lifecycle import ClosureAct, OverrideAct
from workpermit.centres.models import Closure, DayOverride
from workpermit.centres.rules import (
    ClosureEndsTooEarly,
    DayHasOverride,
    check_ahead,
    check_place,
    check_places,
    check_words,
)
from workpermit.core.actors import Actor


@transaction.atomic
def override_day(
    *, override: UUID, centre: str, day: date, places: int, reason: str, by: Actor, at: datetime
) -> DayOverride:
    """Order another number of places for each hour of a day; sent twice, ordered once.

    Who has booked keeps the place, also where fewer places are left than are taken.

    Raises DayHasPassed, PlacesOutOfRange, NoWords, DayHasOverride, OtherCentre or WrongRole.
    """
    check_place(centre, by)
    check_ahead(day, at)
    check_places(places)
    check_words(reason.strip())
    sent_before = DayOverride.objects.filter(pk=override, centre=centre).first()
    if sent_before is not None:
        return sent_before
    ordered = DayOverride(id=override, centre=centre, day=day, places=places, reason=reason.strip(), ordered_by=by.id)
    try:
        with transaction.atomic():
            begin(ordered, OverrideAct.ORDER, by=by, at=at)
    except IntegrityError:
        raise DayHasOverride from None
    return ordered


def withdraw_override(*, override: DayOverride, by: Actor, at: datetime) -> None:
    """The day has its usual places again. Raises DayHasPassed, OtherCentre, WrongStatus, WrongRole or CaseHasMoved."""
    check_place(override.centre, by)
    check_ahead(override.day, at)
    advance(override, OverrideAct.WITHDRAW, by=by, at=at)


@transaction.atomic
def close_centre(
    *,
    closure: UUID,
    centre: str,
    first_day: date,
    last_day: date,
    reason_th: str,
    reason_en: str,
    by: Actor,
    at: datetime,
) -> Closure:
    """Close the centre from a first day to a last; sent twice, closed once.

    Nothing can be booked on these days from now on. Who has booked is told within seconds and chooses
    another time (`appointments.services.displace_appointment`).

    Raises DayHasPassed, ClosureEndsTooEarly, NoWords, OtherCentre or WrongRole.
    """
    check_place(centre, by)
    check_ahead(first_day, at)
    if last_day < first_day:
        raise ClosureEndsTooEarly
    check_words(reason_th.strip(), reason_en.strip())
    sent_before = Closure.objects.filter(pk=closure, centre=centre).first()
    if sent_before is not None:
        return sent_before
    ordered = Closure(
        id=closure, centre=centre, first_day=first_day, last_day=last_day, reason_th=reason_th.strip(),
        reason_en=reason_en.strip(), ordered_by=by.id,
    )  # fmt: skip
    begin(ordered, ClosureAct.ORDER, by=by, at=at)
    return ordered


def reopen_centre(*, closure: Closure, by: Actor, at: datetime) -> None:
    """End a closure early, or call it off. Whoever was moved because of it keeps the new time.

    Raises OtherCentre, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_place(closure.centre, by)
    advance(closure, ClosureAct.WITHDRAW, by=by, at=at)
