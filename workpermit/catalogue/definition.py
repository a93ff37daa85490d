"""What a service is: its form, documents, checks, fees, periods and texts, as one typed value.

The data files under `th/services` are read into these structures (`reading.py`), checked against each other
(`consistency.py`) and published as dated versions (`services.py`). All is immutable and free of the database.
"""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from workpermit.catalogue.asking import CrossCheck as CrossCheck
from workpermit.catalogue.asking import Field as Field
from workpermit.catalogue.asking import FieldType as FieldType
from workpermit.catalogue.asking import Option as Option
from workpermit.catalogue.asking import Order as Order
from workpermit.catalogue.asking import Plain as Plain
from workpermit.catalogue.asking import Section as Section
from workpermit.catalogue.asking import ShowIf as ShowIf
from workpermit.catalogue.kinds import Basis, Confirmation, DeadlineFrom, Outcome, Track, Visit
from workpermit.catalogue.wording import Certainty as Certainty
from workpermit.catalogue.wording import Part as Part
from workpermit.catalogue.wording import Text as Text
from workpermit.core.calendar import last_day


class RequiredIf(Part, frozen=True):
    """A document is required when this answer has one of these values."""

    section: str
    field: str
    equals: tuple[str, ...]


class Document(Part, frozen=True):
    """A paper that the filing needs. `accepts` are media types; `max_pages` bounds a PDF.

    `age_limit_days` is how old the paper may be on the day of filing, where a limit is known.
    """

    id: str
    name: Text
    hint: Text
    required: bool
    max_pages: int
    required_if: RequiredIf | None = None
    accepts: tuple[str, ...] = ("application/pdf", "image/jpeg", "image/png")
    max_bytes: int = 10 * 1024 * 1024
    age_limit_days: int | None = None
    law: str = ""
    certainty: Certainty = Certainty.MEDIUM
    note: str = ""


class Severity(StrEnum):
    """What a failed check means: the case cannot be granted as it is, or an officer must look."""

    STOP = "stop"
    LOOK = "look"


class Check(Part, frozen=True):
    """An automatic check. Its result names `reason`, never anything about the person.

    Either `rule` (a CEL expression that is true when all is well) or `built_in` (a function in
    `rules.py`) decides; a rule may use the numbers in `thresholds`. `reason` belongs to a result of
    this severity, `reason_to_look` to the milder one that a built-in check may also give.
    """

    code: str
    name: Text
    why: Text
    law: str
    severity: Severity
    reason: str
    reason_to_look: str = ""
    rule: str = ""
    built_in: str = ""
    thresholds: dict[str, int] = {}
    certainty: Certainty = Certainty.MEDIUM
    note: str = ""


class ReasonUse(StrEnum):
    """Where an officer may use a reason."""

    CHECK = "check"
    RETURN = "return"
    REFUSE = "refuse"


class Reason(Part, frozen=True):
    """A coded reason with its wording and its law, as letters and pages quote it."""

    code: str
    uses: tuple[ReasonUse, ...]
    text: Text
    law: str


class Step(StrEnum):
    """The stations of a route; a notice has only `checks` and `acknowledge`."""

    CONFIRM = "confirm"
    FILING_FEE = "filing_fee"
    CHECKS = "checks"
    REVIEW = "review"
    DECISION = "decision"
    PERMIT_FEE = "permit_fee"
    VISIT = "visit"
    ISSUE = "issue"
    ACKNOWLEDGE = "acknowledge"


class Window(Part, frozen=True):
    """A period of the procedure in seconds, so that a test can publish a version with short ones."""

    seconds: int
    certainty: Certainty
    note: str


class Windows(Part, frozen=True):
    """The periods of a service, each beginning with the event that its name says."""

    draft: Window | None = None
    invitation: Window | None = None
    filing_fee: Window | None = None
    correction: Window | None = None
    answer: Window | None = None
    permit_fee: Window | None = None
    booking: Window | None = None
    no_show: Window | None = None


class Deadline(Part, frozen=True):
    """The filer's legal clock: `days` after the answer to `field`; `law` and `penalty` say why it matters.

    0 days: on or before that day itself.
    """

    days: int
    deadline_from: DeadlineFrom
    section: str
    field: str
    law: str
    penalty: Text
    certainty: Certainty

    def last_day(self, event: date, holidays: Collection[date]) -> date:
        """The last day in time; a period of days ends on the next working day (CCC s.193/8), an event on itself."""
        return last_day(event, self.days, holidays) if self.days else event


class FollowUp(Part, frozen=True):
    """What somebody must do after the event of a notice: `days` after it, by `law`; `text` says what."""

    days: int
    law: str
    text: Text
    certainty: Certainty


class Fee(Part, frozen=True):
    """A fee. `satang` is None where no source gives the amount: unknown, never zero.

    `months_up_to` is the longest term that a step covers, None for a flat fee. `track` is empty
    where the fee is the same for all.
    """

    id: str
    kind: str
    months_up_to: int | None
    satang: int | None
    certainty: Certainty
    note: str
    track: Track = Track.NONE


class Service(Part, frozen=True):
    """Everything that is particular to one service of the Ordinance.

    `law` is what the pages quote where the section itself is not known. `opens_days` is how many days
    before the end of a permit its renewal may be filed, None where that is not bounded.
    `one_worker` is false for a demand or a list, which has no section `worker`. `open_questions` are
    what no source answers; policy officers see them with `note`.
    """

    id: str
    section: str
    form_code: str
    portal_code: str
    kind: str
    name: Text
    short_name: Text
    summary: Text
    before_you_start: tuple[Text, ...]
    filed_by: tuple[str, ...]
    visit: Visit
    route: tuple[Step, ...]
    windows: Windows
    sections: tuple[Section, ...]
    fees: tuple[Fee, ...]
    documents: tuple[Document, ...] = ()
    checks: tuple[Check, ...] = ()
    reasons: tuple[Reason, ...] = ()
    office_days: int | None = None
    deadline: Deadline | None = None
    follow_up: FollowUp | None = None
    appeal_days: int | None = None
    longest_months: int | None = None
    certainty: Certainty = Certainty.MEDIUM
    note: str = ""
    open_questions: tuple[str, ...] = ()
    track: Track = Track.NONE
    outcome: Outcome = Outcome.PERMIT
    one_worker: bool = True
    basis: Basis = Basis.NONE
    cohorts: tuple[str, ...] = ()
    law: str = ""
    opens_days: int | None = None

    def legal_basis(self) -> str:
        """The section of the Ordinance, or what is quoted in its place where it is not known."""
        return self.section or self.law

    def section_by_id(self, section_id: str) -> Section:
        """The section with this id; KeyError where there is none."""
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)

    def document(self, document_id: str) -> Document:
        """The document with this id; KeyError where there is none."""
        for document in self.documents:
            if document.id == document_id:
                return document
        raise KeyError(document_id)

    def reason(self, code: str) -> Reason:
        """The reason with this code; KeyError where there is none."""
        for reason in self.reasons:
            if reason.code == code:
                return reason
        raise KeyError(code)

    def reasons_for(self, use: ReasonUse) -> tuple[Reason, ...]:
        """The reasons that may be given in a return or a refusal, in the order of the file."""
        return tuple(reason for reason in self.reasons if use in reason.uses)

    def required_documents(self) -> frozenset[str]:
        """Ids of the documents that every filing needs; answers may require more (`forms.py`)."""
        return frozenset(document.id for document in self.documents if document.required)

    def files_for_self(self) -> bool:
        """Whether the foreigner may file for himself."""
        return "foreigner" in self.filed_by

    def confirm_before(self) -> Confirmation:
        """Before what the worker confirms: at the head of the route before filing, after the visit before issue."""
        if Step.CONFIRM not in self.route:
            return Confirmation.NONE
        late = Step.VISIT in self.route and self.route.index(Step.VISIT) < self.route.index(Step.CONFIRM)
        return Confirmation.ISSUE if late else Confirmation.SUBMIT

    def plain_fields(self) -> dict[Plain, tuple[str, str]]:
        """Where each plain column comes from: (section id, field id)."""
        return {
            field.plain: (section.id, field.id)
            for section in self.sections
            for field in section.fields
            if field.plain is not None
        }
