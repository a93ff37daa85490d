"""What an officer sees of a case, opened by the vault in one call and arranged for the page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workpermit.answers.queries import sealed_sections
from workpermit.applications.queries import compared_with, seen_records, seen_records_of
from workpermit.catalogue.definition import Text
from workpermit.catalogue.forms import is_asked, show_answer
from workpermit.catalogue.leaving import new_employer_by
from workpermit.catalogue.queries import get_centre, get_version
from workpermit.core.errors import RuleBroken
from workpermit.decisions.queries import list_remarks
from workpermit.documents.queries import list_evidence, list_pressed
from workpermit.questions.queries import list_questions
from workpermit.questions.queries import records_of as records_of_questions
from workpermit.questions.topics import document_name
from workpermit.sealing.client import vault
from workpermit.sites.asked import Asked, asked_of
from workpermit.sites.changes import Changes, changes_since, old_records
from workpermit.sites.parts import Fact
from workpermit.sites.registrar.register import Register, Rows, register_rows, register_seen

if TYPE_CHECKING:
    from workpermit.answers.queries import Sealed
    from workpermit.applications.models import Application, FiledVersion
    from workpermit.catalogue.definition import Service
    from workpermit.catalogue.reference import Centre
    from workpermit.decisions.queries import Remark as Written
    from workpermit.documents.queries import Pressed

# The catalogue titles a section for the person who fills it in; an officer reads it as a heading.
HEADINGS: dict[str, str | Promise] = {
    "employer": _("The employer"),
    "worker": _("The worker"),
    "stay": _("Visa and permission to stay"),
    "job": _("The work"),
    "workplace": _("The workplace"),
    "permit": _("The permit that is held"),
    "change": _("What changes"),
    "loss": _("What happened to the permit"),
    "status": _("Status and registration"),
    "pass": _("The border pass"),
    "health": _("Insurance"),
    "authority": _("The authority's approval"),
    "demand": _("The demand for workers"),
    "list": _("The name list"),
    "shelter": _("The shelter"),
}
MOST_RECORDS = 100  # the vault opens no more in one call, and judges no larger dossier
_NOTHING: dict[str, Any] = {"records": {}, "confirmed": None}  # of a case without any record


class TooManyPages(RuleBroken):
    """A filing with more pages than one decision can cover has to be returned."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One section of the form with its answers in words."""

    id: str
    title: Text | str | Promise
    facts: list[Fact]


@dataclass(frozen=True, slots=True)
class Paper:
    """One uploaded paper: its page images, or the state that stands in their place."""

    name: Text | str
    pages: list[UUID]
    scan: str
    problem: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that an officer said about the case before."""

    kind: str  # `recommended` or `returned`
    outcome: str
    reasons: list[Text]
    documents: list[Text | str]  # those that were missing
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """The opened case. `records` is the dossier in order, `covered` whether one decision can hold it."""

    answered: list[Answered]
    papers: list[Paper]
    remarks: list[Remark]
    records: list[UUID]
    covered: bool
    confirmation: "Confirmation"
    register: Register | None = None
    new_job_by: date | None = None
    questions: Sequence[Asked] = ()
    changes: Changes | None = None

    @property
    def unscanned(self) -> bool:
        """Whether no malware scanner has seen some of the files."""
        return any(paper.scan == "unscanned" for paper in self.papers)

    @property
    def waits(self) -> bool:
        """Whether a question waits for an answer, so that nothing can be recommended or decided."""
        return any(one.status == "asked" for one in self.questions)


def look(application: "Application", registered: Rows, token: str, language: str) -> Seen:
    """Open the case for review: one call, one line in the person's access log."""
    case = application.pk
    sections, papers, remarks = sealed_sections(case), list_pressed(case), list_remarks(case)
    questions = list_questions(case)
    records = sorted(
        [*seen_records_of(sections.values(), papers), *registered.records, *records_of_questions(questions)]
    )
    notes = [one.note for one in remarks if one.note]
    before, standing = compared_with(application), {name: section.record for name, section in sections.items()}
    beside = [*notes, *old_records(before, standing)]
    wanted = [*records[: MOST_RECORDS - len(beside)], *beside]
    said = vault("registrar").open(token=token, purpose="review", records=wanted) if wanted else _NOTHING
    opened = said["records"]
    service = get_version(application.service_version)
    answers = {name: opened.get(str(section.record), {}) for name, section in sections.items()}
    return Seen(
        answered=answered(service, sections, opened, language),
        papers=_papers(application, papers),
        remarks=_remarks(application, remarks, opened),
        records=records,
        covered=len(records) <= MOST_RECORDS,
        confirmation=_confirmation(sections.values(), said["confirmed"]),
        register=register_seen(registered, service, sections, opened, language),
        new_job_by=new_employer_by(service, answers),
        questions=asked_of(questions, service, opened),
        changes=_changes(application, before, standing, opened, language),
    )


def _changes(
    application: "Application",
    before: "FiledVersion | None",
    standing: Mapping[str, UUID],
    opened: Mapping[str, Any],
    language: str,
) -> Changes | None:
    if before is None:
        return None
    return changes_since(
        before,
        service=get_version(application.service_version),
        sections=standing,
        evidence=list_evidence(application.pk),
        opened=opened,
        heading=lambda section: HEADINGS.get(section.id, section.title),
        language=language,
    )


def open_for_decision(application: "Application", token: str) -> tuple[dict[str, Mapping[str, Any]], list[UUID], bytes]:
    """The answers by section, the records of the dossier and their root, as the vault opened them.

    Raises TooManyPages, VaultRefused or VaultUnreachable.
    """
    questions = records_of_questions(list_questions(application.pk))
    records = sorted([*seen_records(application), *register_rows(application.pk).records, *questions])
    if len(records) > MOST_RECORDS:
        raise TooManyPages
    opened = vault("registrar").open(token=token, purpose="decide", records=records)
    sections = sealed_sections(application.pk)
    answers = {name: opened["records"][str(section.record)] for name, section in sections.items()}
    return answers, records, opened["root"]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The worker's confirmation: when, and whether it covers the answers as they stand now.

    `centre` and `counter` say where a device signed in the worker's place; empty where he signed by a passkey.
    """

    at: int | None  # Unix seconds
    covers: bool
    centre: "Centre | None" = None
    counter: str = ""


def _confirmation(sections: "Iterable[Sealed]", said: Mapping[str, Any] | None) -> Confirmation:
    """From the vault, whose word alone counts."""
    if said is None:
        return Confirmation(None, covers=False)
    answers = {str(section.record) for section in sections}
    centre = get_centre(said["centre"]) if said["centre"] else None
    return Confirmation(said["at"], answers <= set(said["records"]), centre, said["counter"])


def answered(
    service: "Service", sections: "Mapping[str, Sealed]", opened: Mapping[str, Any], language: str
) -> list[Answered]:
    """The sections of a form in their order, with the opened answers in words."""
    found = []
    for section in service.sections:
        row = sections.get(section.id)
        values = opened.get(str(row.record), {}) if row else {}
        facts = [
            Fact(field.label.show(language), show_answer(field, values.get(field.id), language))
            for field in section.fields
            if is_asked(field, values)
        ]
        found.append(Answered(section.id, HEADINGS.get(section.id, section.title), facts))
    return found


def _papers(application: "Application", pressed: "Sequence[Pressed]") -> list[Paper]:
    """In the order of the checklist."""
    service = get_version(application.service_version)
    order = {document.id: place for place, document in enumerate(service.documents)}
    return [
        Paper(document_name(service, one.document), one.pages, one.scan, one.problem)
        for one in sorted(pressed, key=lambda one: order.get(one.document, len(order)))
    ]


def _remarks(application: "Application", written: "Sequence[Written]", opened: Mapping[str, Any]) -> list[Remark]:
    service = get_version(application.service_version)
    return [
        Remark(
            kind=one.kind,
            outcome=one.outcome,
            reasons=[service.reason(code).text for code in one.reasons],
            documents=[document_name(service, document) for document in one.documents],
            words=_words(opened, one.note),
            at=one.at,
        )
        for one in written
    ]


def _words(opened: Mapping[str, Any], note: UUID | None) -> str:
    return str(opened.get(str(note), {}).get("words", "")) if note else ""
