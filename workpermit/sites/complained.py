"""A complaint as both its sides read it: what it is about, and who said what."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from workpermit.catalogue.queries import get_centre, get_office
from workpermit.complaints.topics import About, Topic
from workpermit.core.ids import show_number
from workpermit.sites.parts import Words

if TYPE_CHECKING:
    from workpermit.complaints.models import Complaint


@dataclass(frozen=True, slots=True)
class Entry:
    """One side's words under their heading."""

    title: Words
    record: UUID


_EXPLANATION = _("The centre's statement")
_TITLES: dict[str, Words] = {
    "words": _("The complaint"),
    "reply": _("The office's answer"),
    "objection": _("Why it was reopened"),
    "last_reply": _("The office's second and last answer"),
}


def said_in(complaint: "Complaint") -> list[Entry]:
    """What the two sides wrote so far, in its order."""
    records = {column: getattr(complaint, column) for column in _TITLES}
    return [Entry(_TITLES[column], record) for column, record in records.items() if record]


def said_to_office(complaint: "Complaint") -> list[Entry]:
    """The same with what the centre said to the office, after the complaint."""
    first, *later = said_in(complaint)
    return [first, *([Entry(_EXPLANATION, complaint.explanation)] if complaint.explanation else []), *later]


def about_of(complaint: "Complaint", topic: Topic) -> str:
    """The centre, the office or the application that a complaint names, in words."""
    language = get_language() or "th"
    if topic.about is About.CENTRE:
        return get_centre(complaint.about).name.show(language)
    if topic.about is About.OFFICE:
        return get_office(complaint.about).name.show(language)
    return show_number(complaint.about)
