"""What an officer sees of a case, opened by the vault in one call and arranged for the page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workpermit.answers.queries import list_sections
from workpermit.applications.queries import seen_records, seen_records_of
from workpermit.catalogue.definition import Text
from workpermit.catalogue.forms import is_asked, show_answer
from workpermit.catalogue.queries import get_version
from workpermit.core.errors import RuleBroken
from workpermit.decisions.queries import list_recommendations, list_returns
from workpermit.documents.queries import list_evidence, pages_of
from workpermit.sealing.client import vault
from workpermit.sites.parts import Fact

if TYPE_CHECKING:
    from workpermit.answers.models import Section
    from workpermit.applications.models import Application
    from workpermit.decisions.models import Recommendation, Return
    from workpermit.documents.models import Evidence, Page

# The catalogue titles a section for the person who fills it in; an officer reads it as a heading.
HEADINGS: dict[str, str | Promise] = {
    "employer": _("The employer"),
    "worker": _("The worker"),
    "stay": _("Visa and permission to stay"),
    "job": _("The work"),
    "workplace": _("The workplace"),
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

    evidence: "Evidence"
    name: Text | str
    pages: list[UUID]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that an officer said about the case before."""

    kind: str  # `recommended` or `returned`
    outcome: str
    reasons: list[Text]
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

    @property
    def unscanned(self) -> bool:
        """Whether no malware scanner has seen some of the files."""
        return any(paper.evidence.scan == "unscanned" for paper in self.papers)


def look(application: "Application", token: str, language: str) -> Seen:
    """Open the case for review: one call, one line in the person's access log."""
    case = application.pk
    sections, evidence = list_sections(case), list_evidence(case)
    pages = pages_of(evidence)
    recommendations, returns = list_recommendations(case), list_returns(case)
    records = seen_records_of(sections.values(), pages)
    notes = [one.note for one in recommendations if one.note] + [one.note for one in returns if one.note]
    wanted = [*records[: MOST_RECORDS - len(notes)], *notes]
    said = vault("registrar").open(token=token, purpose="review", records=wanted) if wanted else _NOTHING
    opened = said["records"]
    return Seen(
        answered=_answered(application, sections, opened, language),
        papers=_papers(application, evidence, pages),
        remarks=_remarks(application, recommendations, returns, opened),
        records=records,
        covered=len(records) <= MOST_RECORDS,
        confirmation=_confirmation(sections.values(), said["confirmed"]),
    )


def open_for_decision(application: "Application", token: str) -> tuple[dict[str, Mapping[str, Any]], list[UUID], bytes]:
    """The answers by section, the records of the dossier and their root, as the vault opened them.

    Raises TooManyPages, VaultRefused or VaultUnreachable.
    """
    records = seen_records(application)
    if len(records) > MOST_RECORDS:
        raise TooManyPages
    opened = vault("registrar").open(token=token, purpose="decide", records=records)
    sections = list_sections(application.pk)
    answers = {name: opened["records"][str(section.record)] for name, section in sections.items()}
    return answers, records, opened["root"]


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The worker's confirmation: when, and whether it covers the answers as they stand now."""

    at: int | None  # Unix seconds
    covers: bool


def _confirmation(sections: "Iterable[Section]", said: Mapping[str, Any] | None) -> Confirmation:
    """From the vault, whose word alone counts."""
    if said is None:
        return Confirmation(None, covers=False)
    answers = {str(section.record) for section in sections}
    return Confirmation(said["at"], covers=answers <= set(said["records"]))


def _answered(
    application: "Application", sections: "Mapping[str, Section]", opened: Mapping[str, Any], language: str
) -> list[Answered]:
    found = []
    for section in get_version(application.service_version).sections:
        row = sections.get(section.id)
        values = opened.get(str(row.record), {}) if row else {}
        facts = [
            Fact(field.label.show(language), show_answer(field, values.get(field.id), language))
            for field in section.fields
            if is_asked(field, values)
        ]
        found.append(Answered(section.id, HEADINGS.get(section.id, section.title), facts))
    return found


def _papers(application: "Application", evidence: "Sequence[Evidence]", images: "Sequence[Page]") -> list[Paper]:
    service = get_version(application.service_version)
    names = {document.id: document.name for document in service.documents}
    pages: dict[UUID, list[UUID]] = {}
    for page in images:
        pages.setdefault(page.evidence_id, []).append(page.record)
    order = list(names)
    papers = [Paper(one, names.get(one.document, one.document), pages.get(one.pk, [])) for one in evidence]
    return sorted(
        papers, key=lambda one: order.index(one.evidence.document) if one.evidence.document in names else len(order)
    )


def _remarks(
    application: "Application",
    recommendations: "Sequence[Recommendation]",
    returns: "Sequence[Return]",
    opened: Mapping[str, Any],
) -> list[Remark]:
    service = get_version(application.service_version)
    said = [("recommended", one.outcome, one.reasons, one.note, one.recommended_at) for one in recommendations]
    said += [("returned", "", one.reasons, one.note, one.returned_at) for one in returns]
    remarks = [
        Remark(kind, outcome, [service.reason(code).text for code in codes], _words(opened, note), at)
        for kind, outcome, codes, note, at in said
    ]
    return sorted(remarks, key=lambda one: one.at, reverse=True)


def _words(opened: Mapping[str, Any], note: UUID | None) -> str:
    return str(opened.get(str(note), {}).get("words", "")) if note else ""
