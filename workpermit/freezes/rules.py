"""What a freeze forbids, and what makes one."""

from collections.abc import Sequence
from datetime import datetime

from workpermit.core.errors import RuleBroken
from workpermit.freezes.models import LONGEST_MESSAGE, Freeze
from workpermit.freezes.queries import in_force, of_service


class FilingsFrozen(RuleBroken):
    """Filing under this service is stopped for now; drafts are kept."""

    def __init__(self, freezes: Sequence[Freeze]):
        super().__init__(f"{len(freezes)} freezes")
        self.freezes = tuple(freezes)


class DecisionsFrozen(RuleBroken):
    """Decisions under this service are stopped for now; nothing was decided."""

    def __init__(self, freezes: Sequence[Freeze]):
        super().__init__(f"{len(freezes)} freezes")
        self.freezes = tuple(freezes)


class FreezeStopsNothing(RuleBroken):
    """A freeze stops filings, decisions or both."""


class FreezeSaysNothing(RuleBroken):
    """A freeze tells people why, in Thai and in English, in 500 characters each."""


class FreezeBeginsInThePast(RuleBroken):
    """A freeze cannot begin before it is ordered."""


class FreezeEndsTooEarly(RuleBroken):
    """A freeze ends after it begins."""


def check_filings(service: str, at: datetime) -> None:
    """Raises FilingsFrozen."""
    found = [one for one in of_service(in_force(at), service) if one.filings]
    if found:
        raise FilingsFrozen(found)


def check_decisions(service: str, at: datetime) -> None:
    """Raises DecisionsFrozen."""
    found = [one for one in of_service(in_force(at), service) if one.decisions]
    if found:
        raise DecisionsFrozen(found)


def check_message(*messages: str) -> None:
    """Raises FreezeSaysNothing."""
    if any(not one.strip() or len(one) > LONGEST_MESSAGE for one in messages):
        raise FreezeSaysNothing


def check_times(begins_at: datetime, ends_at: datetime | None, at: datetime) -> None:
    """Raises FreezeBeginsInThePast or FreezeEndsTooEarly."""
    if begins_at < at:
        raise FreezeBeginsInThePast
    if ends_at is not None and ends_at <= begins_at:
        raise FreezeEndsTooEarly
