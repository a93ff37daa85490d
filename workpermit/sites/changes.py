"""What changed in an application since it was last handed in, for officers and parties alike."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.functional import Promise

from workpermit.catalogue.definition import Section, Service, Text
from workpermit.catalogue.forms import is_asked, show_answer
from workpermit.documents.queries import USABLE
from workpermit.questions.topics import document_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from workpermit.applications.models import FiledVersion
    from workpermit.documents.models import Evidence

Heading = Callable[[Section], Text | str | Promise]


@dataclass(frozen=True, slots=True)
class Change:
    """One answer: what stood there and what stands there now; empty where it was or is not asked."""

    section: Text | str | Promise
    question: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All differences to the version of `since`. `added` and `removed` are papers."""

    since: datetime
    answers: list[Change]
    added: list[Text | str]
    removed: list[Text | str]

    @property
    def any(self) -> bool:
        """Whether anything changed at all."""
        return bool(self.answers or self.added or self.removed)


def old_records(version: "FiledVersion | None", sections: Mapping[str, UUID]) -> list[UUID]:
    """The records of a version that no longer hold the newest answers: what has to be opened to compare."""
    if version is None:
        return []
    current = {str(record) for record in sections.values()}
    return [UUID(record) for record in version.sections.values() if record not in current]


def changes_since(
    version: "FiledVersion",
    *,
    service: Service,
    sections: Mapping[str, UUID],
    evidence: "Iterable[Evidence]",
    opened: Mapping[str, Mapping[str, Any]],
    heading: Heading,
    language: str,
) -> Changes:
    """Compare a version with the records and files of now; `opened` are the values by record id."""
    there = {str(one.pk): one.document for one in evidence if one.status in USABLE}
    answers: list[Change] = []
    for section in service.sections:
        was = version.sections.get(section.id, "")
        now = str(sections.get(section.id, ""))
        if was != now:
            answers += _changed(section, opened.get(was, {}), opened.get(now, {}), heading(section), language)
    return Changes(
        since=version.filed_at,
        answers=answers,
        added=[document_name(service, document) for key, document in there.items() if key not in version.papers],
        removed=[document_name(service, document) for key, document in version.papers.items() if key not in there],
    )


def _changed(
    section: Section,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    heading: Text | str | Promise,
    language: str,
) -> Iterator[Change]:
    for field in section.fields:
        was, now = (
            show_answer(field, values.get(field.id), language) if is_asked(field, values) else ""
            for values in (before, after)
        )
        if was != now:
            yield Change(heading, field.label.show(language), was, now)
