"""The calendar of public holidays: what moves the last day of a legal period (Civil and Commercial Code s.193/8).

`th/holidays.csv` has that of the release; a policy officer publishes later versions.
"""

from datetime import date

from workpermit.catalogue.definition import Part
from workpermit.catalogue.reference import Holiday


class Calendar(Part, frozen=True):
    """The public holidays that are known, in order of their days."""

    holidays: tuple[Holiday, ...]

    def days(self) -> frozenset[date]:
        """The days alone."""
        return frozenset(holiday.day for holiday in self.holidays)
