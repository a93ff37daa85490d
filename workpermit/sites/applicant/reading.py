"""A filing put into words for reading and checking: each section with its answers, each document with its state."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from workpermit.catalogue.definition import Document, Section
from workpermit.catalogue.forms import is_asked, show_answer
from workpermit.sites.applicant.filing import Answers, Filing, Notice
from workpermit.sites.applicant.words import section_name
from workpermit.sites.changes import Changes, changes_since, old_records
from workpermit.sites.parts import Fact


@dataclass(frozen=True, slots=True)
class ReadSection:
    """A section with its answers in words; `problems` says that some cannot be taken."""

    section: Section
    title: str | Promise
    facts: list[Fact]
    problems: bool


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A line of the checklist with its state in words."""

    document: Document
    name: str
    state: str | Promise
    kind: str
    href: str


def read_sections(filing: Filing | Notice, answers: Answers | None, *, change: bool) -> list[ReadSection]:
    """All sections; with `change` each answer leads to its question. Without answers, their titles and states."""
    if answers is None:
        return [ReadSection(one, section_name(one), [], _is_open(filing, one)) for one in filing.service.sections]
    return [_read_section(filing, one, answers.get(one.id, {}), change=change) for one in filing.service.sections]


def _is_open(filing: Filing | Notice, section: Section) -> bool:
    saved = filing.sections.get(section.id)
    return saved is None or not saved.complete


def _read_section(filing: Filing | Notice, section: Section, values: Mapping[str, Any], *, change: bool) -> ReadSection:
    language = get_language() or "th"
    base = f"{filing.home}sections/{section.id}/?from=check#"
    facts = [
        Fact(
            field.label.show(language),
            show_answer(field, values.get(field.id), language) or _("Not given"),
            f"{base}{field.id}" if change else "",
        )
        for field in section.fields
        if is_asked(field, values)
    ]
    return ReadSection(section, section_name(section), facts, _is_open(filing, section))


def changes_of(filing: Filing, opened: Mapping[UUID, Mapping[str, Any]]) -> Changes | None:
    """What changed since the filing was last handed in; `opened` holds the records of now and `records_before`."""
    if filing.version_before is None:
        return None
    return changes_since(
        filing.version_before,
        service=filing.service,
        sections=_standing(filing),
        evidence=filing.evidence,
        opened={str(record): value for record, value in opened.items()},
        heading=section_name,
        language=get_language() or "th",
    )


def records_before(filing: Filing) -> list[UUID]:
    """What has to be opened besides the answers of now, in order to say what changed."""
    return old_records(filing.version_before, _standing(filing))


def _standing(filing: Filing) -> dict[str, UUID]:
    return {name: saved.record for name, saved in filing.sections.items()}


def documents_of(filing: Filing) -> list[ReadDocument]:
    """The checklist; an optional document without a file is named as not added."""
    return [_read_document(filing, one) for one in filing.service.documents]


def _read_document(filing: Filing, document: Document) -> ReadDocument:
    files = filing.evidence_for(document.id)
    statuses = {one.status for one in files}
    state: str | Promise
    if "unreadable" in statuses:
        state, kind = gettext_lazy("A file cannot be used"), "bad"
    elif statuses & {"received", "waiting"}:
        state, kind = gettext_lazy("Received, being checked"), "wait"
    elif files:
        pages = sum(one.pages for one in files)
        state, kind = ngettext("%(count)d page", "%(count)d pages", pages) % {"count": pages}, "ok"
    elif filing.is_required(document):
        state, kind = gettext_lazy("Not added yet"), "warn"
    else:
        state, kind = gettext_lazy("Not added"), "none"
    return ReadDocument(
        document, document.name.show(get_language() or "th"), state, kind, f"{filing.home}documents/{document.id}/"
    )
