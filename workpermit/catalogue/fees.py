"""What a service costs. All amounts are integer satang; None is not known: nothing may be charged."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workpermit.catalogue.cohorts import Cohort
from workpermit.catalogue.definition import Fee, Service, Step
from workpermit.catalogue.kinds import Track
from workpermit.core.calendar import add_months
from workpermit.core.errors import RuleBroken

YEAR = 12
FILING = ("filing", "notice")
TERM = ("permit", "renewal")
CHANGE = "change_"


class FeeNotKnown(RuleBroken):
    """No source gives the amount of this fee, so nothing may be charged."""


class TermNotAllowed(RuleBroken):
    """A permit runs for at least one month and not longer than the service allows."""


@dataclass(frozen=True, slots=True)
class FeeFacts:
    """What an amount depends on: the term, the track of the permit held, and what changes on it."""

    months: int | None = None
    track: Track = Track.NONE
    changes: frozenset[str] = frozenset()
    cohort: Cohort | None = None


def fee_facts(
    service: Service,
    answers: Mapping[str, Mapping[str, Any]],
    *,
    months: int | None = None,
    cohort: Cohort | None = None,
    track: Track | None = None,
) -> FeeFacts:
    """The facts for `permit_fee` from opened answers; `months` is the term granted, where it differs.

    `track` is that of the permit held, where this system issued it. The form asks the term as `job.months`, the
    track of a permit of before as `permit.track` and what changes as `change.items`; a form that does not ask it
    changes what its fees name.
    """
    asked = answers.get("job", {}).get("months")
    held = str(answers.get("permit", {}).get("track", ""))
    return FeeFacts(
        months=months if months is not None else asked,
        track=track or (Track(held) if held in set(Track) else service.track),
        changes=frozenset(answers.get("change", {}).get("items") or _only_changes(service)),
        cohort=cohort,
    )


def filing_fee(service: Service, cohort: Cohort | None = None) -> int | None:
    """The fee for filing, in satang; None where no source gives it."""
    fee = next((fee for fee in _fees(service, cohort) if fee.kind in FILING), None)
    return fee.satang if fee else None


def permit_fee(service: Service, facts: FeeFacts) -> int | None:
    """What is due once an application is granted, in satang; None where no source gives it.

    A term costs the 12-month rate for each full year and the rate of the step (3, 6 or 12 months)
    for the remainder. A cohort has one end date and one rate. Several changes in one application
    add up; one whose amount no source gives costs nothing more, and makes the others no cheaper.
    Raises TermNotAllowed.
    """
    if Step.PERMIT_FEE not in service.route:
        return 0
    fees = _fees(service, facts.cohort)
    if facts.changes or any(fee.kind.startswith(CHANGE) for fee in fees):
        amounts = [_flat(fees, f"{CHANGE}{item}", facts.track) for item in facts.changes]
        return sum(one for one in amounts if one is not None) if any(one is not None for one in amounts) else None
    if any(fee.kind == "substitute" for fee in fees):
        return _flat(fees, "substitute", facts.track)
    steps = sorted((fee for fee in fees if fee.kind in TERM), key=lambda fee: fee.months_up_to or 0)
    if not steps or steps[-1].months_up_to is None or service.track is Track.COHORT:
        return steps[-1].satang if steps else None
    return _by_term(service, steps, facts.months or 0)


def months_covered(first: date, last: date) -> int:
    """How many months a permit from `first` to `last`, both included, is charged for; a part counts whole.

    Raises TermNotAllowed when it ends before it begins.
    """
    if last < first:
        raise TermNotAllowed
    months = (last.year - first.year) * YEAR + last.month - first.month
    return months if months and add_months(first, months) - timedelta(days=1) >= last else months + 1


def known(satang: int | None) -> int:
    """An amount that must be there to be charged. Raises FeeNotKnown."""
    if satang is None:
        raise FeeNotKnown
    return satang


def _only_changes(service: Service) -> set[str]:
    return {fee.kind.removeprefix(CHANGE) for fee in service.fees if fee.kind.startswith(CHANGE)}


def _by_term(service: Service, steps: list[Fee], months: int) -> int | None:
    if months < 1 or (service.longest_months is not None and months > service.longest_months):
        raise TermNotAllowed
    years, remainder = divmod(months, YEAR)
    parts = [_rate(steps, YEAR)] * years + ([_rate(steps, remainder)] if remainder else [])
    return _sum(parts)


def _rate(steps: list[Fee], months: int) -> int | None:
    return next((fee.satang for fee in steps if (fee.months_up_to or 0) >= months), None)


def _flat(fees: tuple[Fee, ...], kind: str, track: Track) -> int | None:
    return next((fee.satang for fee in fees if fee.kind == kind and fee.track in (track, Track.NONE)), None)


def _sum(parts: Iterable[int | None]) -> int | None:
    amounts = list(parts)
    return None if None in amounts else sum(amount for amount in amounts if amount is not None)


def _fees(service: Service, cohort: Cohort | None) -> tuple[Fee, ...]:
    return cohort.fees if cohort and cohort.fees else service.fees
