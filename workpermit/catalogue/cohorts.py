"""A cohort: the group of workers that one resolution of the cabinet lets file, with its own hours.

`th/cohorts.csv` has those of the release; a policy officer publishes later versions (an extension
in the middle of a run). Hours are exact, with their offset; a day without an hour counts whole.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated

import msgspec

from workpermit.catalogue.definition import Certainty, Fee, Part, Text
from workpermit.core.calendar import BANGKOK

Hour = Annotated[datetime, msgspec.Meta(tz=True)]


class CohortState(StrEnum):
    """Whether a cohort may file; `undated`: no source gives its window, so it is never open."""

    UNDATED = "undated"
    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"


class LaterDocument(Part, frozen=True):
    """A document that may follow after the permit, by a day; `note` is what else the source says of it."""

    document: str
    by: date | None = None
    note: str = ""


class Cohort(Part, frozen=True):
    """One cohort. `permit_until` is the end of every permit of the cohort, whenever it was granted.

    `file_until` and `pay_until` are the last second in time. A blank is not known, never open.
    """

    id: str
    resolution_date: date
    name: Text
    nationalities: tuple[str, ...]
    file_from: Hour | None
    file_until: Hour | None
    pay_until: Hour | None
    permit_until: date | None
    fees: tuple[Fee, ...]
    documents: Text | None
    later_documents: tuple[LaterDocument, ...]
    certainty: Certainty
    note: str

    def opens_at(self) -> datetime:
        """The first second of filing; where no source gives it, the day of the resolution."""
        return self.file_from or datetime.combine(self.resolution_date, datetime.min.time(), BANGKOK)

    def state(self, at: datetime) -> CohortState:
        """Whether filing is open at `at`; the second named as the last counts whole."""
        if self.file_until is None:
            return CohortState.UNDATED
        if at < self.opens_at():
            return CohortState.NOT_YET
        return CohortState.OPEN if at < self.file_until + timedelta(seconds=1) else CohortState.CLOSED

    def is_open(self, at: datetime) -> bool:
        """Whether filing is open at `at`."""
        return self.state(at) is CohortState.OPEN


class CohortRow(Part, frozen=True):
    """A row of `th/cohorts.csv`; `holds_from` is the moment from which this version of the cohort holds.

    `later_documents` are `document:last day`, or the document alone where no day is known.
    """

    id: str
    holds_from: Hour
    resolution_date: date
    name: Text
    nationalities: tuple[str, ...]
    file_from: Hour | None
    file_until: Hour | None
    pay_until: Hour | None
    permit_until: date | None
    fee_ids: tuple[str, ...]
    documents: Text | None
    later_documents: tuple[str, ...]
    later_note: str
    certainty: Certainty
    note: str

    def cohort(self, fees: tuple[Fee, ...]) -> Cohort:
        """The cohort that the row and its fees describe. Raises ValueError for a day that is none."""
        later = [part.partition(":") for part in self.later_documents]
        return Cohort(
            id=self.id,
            resolution_date=self.resolution_date,
            name=self.name,
            nationalities=self.nationalities,
            file_from=self.file_from,
            file_until=self.file_until,
            pay_until=self.pay_until,
            permit_until=self.permit_until,
            fees=fees,
            documents=self.documents,
            later_documents=tuple(
                LaterDocument(name, date.fromisoformat(by) if by else None, self.later_note) for name, _, by in later
            ),
            certainty=self.certainty,
            note=self.note,
        )


class DatedCohort(Part, frozen=True):
    """One version of a cohort, and the moment from which it holds."""

    holds_from: Hour
    cohort: Cohort
