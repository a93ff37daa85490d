"""Until when a fee can be paid."""

from datetime import datetime, timedelta

from workpermit.catalogue.cohorts import Cohort
from workpermit.catalogue.definition import Window


def payable_until(window: Window | None, cohort: Cohort | None, at: datetime) -> datetime | None:
    """The end of the window that begins at `at`, or the group's last hour to pay where that is earlier.

    An hour that has passed before the fee was charged shortens nothing: nobody could have kept it.
    """
    ends = [at + timedelta(seconds=window.seconds)] if window else []
    if cohort is not None and cohort.pay_until is not None and cohort.pay_until > at:
        ends.append(cohort.pay_until)
    return min(ends, default=None)
