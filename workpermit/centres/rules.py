"""What holds for a centre's counters, machines, staff plan and changed days."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from workpermit.casework.lifecycle import WrongRole
from workpermit.centres.models import (
    LONGEST_NUMBER,
    LONGEST_REASON,
    LONGEST_SERIAL,
    MOST_PLACES,
    EquipmentKind,
    IncidentKind,
    Shift,
)
from workpermit.core.actors import Actor, Role
from workpermit.core.calendar import bangkok_date
from workpermit.core.errors import RuleBroken

OLDEST_INCIDENT = timedelta(days=366)  # what began earlier is a year mistyped


class OtherCentre(RuleBroken):
    """A manager runs the own centre alone."""


class CounterMakesNoSense(RuleBroken):
    """A counter has a number of at most eight signs and can do at least one thing."""


class CounterExists(RuleBroken):
    """Two counters of a centre do not have the same number."""


class NoSuchCounter(RuleBroken):
    """The centre has no counter with this number."""


class EquipmentMakesNoSense(RuleBroken):
    """A machine has a known kind and a serial number of at most 40 signs."""


class SerialTaken(RuleBroken):
    """A machine of this kind with this serial number is registered already."""


class NoWords(RuleBroken):
    """What happened, or why, is said in a few words: at most 300 signs."""


class DayHasPassed(RuleBroken):
    """A day that is over is not planned any more."""


class ShiftMakesNoSense(RuleBroken):
    """A shift begins and ends at a full hour of one day, and ends after it begins."""


class ShiftOverlaps(RuleBroken):
    """Nobody has two shifts at once."""


class PlacesOutOfRange(RuleBroken):
    """A changed day has between 1 and 500 places in an hour; a day without places is a closure."""


class DayHasOverride(RuleBroken):
    """A day has one changed number of places; it is withdrawn before another is ordered."""


class IncidentMakesNoSense(RuleBroken):
    """An incident has a known kind, begins within the last year, and ends after it begins and not in the future."""


class StopMakesNoSense(RuleBroken):
    """A stop of a mobile unit ends after it begins, has hours and a place in both languages."""


class UnitIsElsewhere(RuleBroken):
    """A mobile unit is at one place a day, and a day that was called off stays off."""


class ClosureEndsTooEarly(RuleBroken):
    """A closure does not end before it begins."""


def check_place(centre: str, by: Actor) -> None:
    """Raises OtherCentre, or WrongRole where the actor manages no centre."""
    if by.role is not Role.CENTRE_MANAGER:
        raise WrongRole(f"{by.role} manages no centre")
    if by.place != centre:
        raise OtherCentre


def check_counter(number: str, capabilities: Iterable[str]) -> None:
    """Raises CounterMakesNoSense."""
    if not number or len(number) > LONGEST_NUMBER or not any(capabilities):
        raise CounterMakesNoSense


def check_machine(kind: str, serial: str) -> None:
    """Raises EquipmentMakesNoSense."""
    if kind not in EquipmentKind.values or not serial or len(serial) > LONGEST_SERIAL:
        raise EquipmentMakesNoSense


def check_words(*words: str) -> None:
    """Raises NoWords."""
    if any(not one or len(one) > LONGEST_REASON for one in words):
        raise NoWords


def check_ahead(day: date, at: datetime) -> None:
    """Raises DayHasPassed."""
    if day < bangkok_date(at):
        raise DayHasPassed


def check_shift(account: UUID, day: date, from_hour: int, until_hour: int, planned: Iterable[Shift]) -> None:
    """Raises ShiftMakesNoSense, or ShiftOverlaps with one of `planned`."""
    if not 0 <= from_hour < until_hour <= 24:
        raise ShiftMakesNoSense
    for other in planned:
        if other.account == account and other.from_hour < until_hour and from_hour < other.until_hour:
            raise ShiftOverlaps


def check_places(places: int) -> None:
    """Raises PlacesOutOfRange."""
    if not 1 <= places <= MOST_PLACES:
        raise PlacesOutOfRange


def check_incident(kind: str, since: datetime, at: datetime, until: datetime | None = None) -> None:
    """Raises IncidentMakesNoSense. What is reported began within a year; what is ended may have lasted longer."""
    good = since <= until <= at if until is not None else at - OLDEST_INCIDENT <= since <= at
    if kind not in IncidentKind.values or not good:
        raise IncidentMakesNoSense


def check_stop(first_day: date, last_day: date, from_hour: int, until_hour: int, *places: str) -> None:
    """Raises StopMakesNoSense."""
    good = first_day <= last_day and 0 <= from_hour < until_hour <= 24
    if not good or any(not one or len(one) > LONGEST_REASON for one in places):
        raise StopMakesNoSense
