"""What a service costs. All amounts are integer satang."""

from datetime import date, timedelta

from workpermit.catalogue.definition import Fee, Service
from workpermit.core.calendar import add_months
from workpermit.core.errors import RuleBroken

YEAR = 12


class FeeNotKnown(RuleBroken):
    """No source gives the amount of this fee, so nothing may be charged."""


class TermNotAllowed(RuleBroken):
    """A permit runs for at least one month and not longer than the service allows."""


def filing_fee(service: Service) -> int:
    """The fee for filing, in satang. Raises FeeNotKnown."""
    return _amount(next((fee for fee in service.fees if fee.kind in ("filing", "notice")), None))


def permit_fee(service: Service, months: int) -> int:
    """The fee of a permit for `months`, in satang: the 12-month rate for each full year and the rate
    of the step (3, 6 or 12 months) for the remainder.

    Raises TermNotAllowed or FeeNotKnown.
    """
    if months < 1 or (service.longest_months is not None and months > service.longest_months):
        raise TermNotAllowed
    years, remainder = divmod(months, YEAR)
    fee = years * _rate(service, YEAR) if years else 0
    return fee + (_rate(service, remainder) if remainder else 0)


def months_covered(first: date, last: date) -> int:
    """How many months a permit from `first` to `last`, both included, is charged for; a part counts whole.

    Raises TermNotAllowed when it ends before it begins.
    """
    if last < first:
        raise TermNotAllowed
    months = (last.year - first.year) * YEAR + last.month - first.month
    return months if months and add_months(first, months) - timedelta(days=1) >= last else months + 1


def _rate(service: Service, months: int) -> int:
    steps = sorted(
        (fee for fee in service.fees if fee.kind in ("permit", "renewal") and fee.months_up_to is not None),
        key=lambda fee: fee.months_up_to or 0,
    )
    return _amount(next((fee for fee in steps if (fee.months_up_to or 0) >= months), None))


def _amount(fee: Fee | None) -> int:
    if fee is None or fee.satang is None:
        raise FeeNotKnown
    return fee.satang
