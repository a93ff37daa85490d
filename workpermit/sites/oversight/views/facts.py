"""What the catalogue is not sure of: by service, filtered, to be printed."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from workpermit.catalogue.definition import Text
from workpermit.catalogue.notes import Note, say_note
from workpermit.catalogue.open_facts import Kind, OpenFact, Openness, open_facts, open_facts_of_cohort
from workpermit.catalogue.queries import list_catalogue, list_cohorts
from workpermit.core.actors import Role
from workpermit.sites.http import Request, signed_in
from workpermit.sites.oversight.field_words import name_of

KINDS: dict[str, str | Promise] = {
    Kind.SERVICE: _("The service as a whole"),
    Kind.QUESTION: _("Open question"),
    Kind.FEE: _("Fee"),
    Kind.DOCUMENT: _("Document"),
    Kind.CHECK: _("Automatic check"),
    Kind.WINDOW: _("Period of the procedure"),
    Kind.DEADLINE: _("Period of the law"),
    Kind.FOLLOW_UP: _("Duty afterwards"),
    Kind.COHORT: _("Group of a resolution"),
}
OPENNESS: dict[str, tuple[str | Promise, str]] = {
    Openness.UNKNOWN: (_("Not known"), "bad"),
    Openness.LOW: (_("Low certainty"), "warn"),
    Openness.MEDIUM: (_("Medium certainty"), "none"),
}
# What is asked for first: a choice that names no single openness shows several.
CHOICES: dict[str, str | Promise] = {
    "": _("Not known or low"),
    **{key: says for key, (says, _chip) in OPENNESS.items()},
    "all": _("All"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One open fact in the reader's language: a text of the catalogue, or a `code` that `name` says in words."""

    kind: str | Promise
    says: str | Promise
    chip: str
    text: Text | None
    name: str | Promise
    code: str
    question: Note | None
    note: Note


@dataclass(frozen=True, slots=True)
class Subject:
    """A service or a cohort with its open facts."""

    id: str
    name: Text
    facts: tuple[OpenFact, ...]


@require_GET
@signed_in(Role.POLICY_OFFICER)
def open_list(request: Request) -> HttpResponse:
    """The list; what the address asks for and does not exist shows nothing."""
    subject, kind, openness = (request.GET.get(name, "") for name in ("subject", "kind", "openness"))
    subjects = _subjects()
    found = {one: [_line(fact) for fact in one.facts if _wanted(fact, kind, openness)] for one in subjects}
    shown = [(one, lines) for one, lines in found.items() if lines and subject in ("", one.id)]
    context = {
        "subjects": subjects,
        "shown": shown,
        "count": sum(len(lines) for _one, lines in shown),
        "kinds": KINDS,
        "choices": CHOICES,
        "asked": {"subject": subject, "kind": kind, "openness": openness},
        "at": timezone.now(),
    }
    return render(request, "oversight/facts.html", context)


def _subjects() -> list[Subject]:
    at = timezone.now()
    services = [one.definition for one in list_catalogue(at)]
    cohorts = [one.definition for one in list_cohorts(at)]
    return [Subject(one.id, one.short_name, tuple(open_facts(one))) for one in services] + [
        Subject(one.id, one.name, tuple(open_facts_of_cohort(one))) for one in cohorts
    ]


def _wanted(fact: OpenFact, kind: str, openness: str) -> bool:
    if kind not in ("", fact.kind):
        return False
    if openness == "":
        return fact.openness is not Openness.MEDIUM
    return openness in ("all", fact.openness)


def _line(fact: OpenFact) -> Line:
    says, chip = OPENNESS[fact.openness]
    language = get_language() or "th"
    text = fact.what if isinstance(fact.what, Text) else None
    code = "" if isinstance(fact.what, Text) else fact.what
    is_question = fact.kind is Kind.QUESTION
    return Line(
        kind=KINDS[fact.kind],
        says=says,
        chip=chip,
        text=text,
        name=_("Section of the law") if fact.kind is Kind.DEADLINE else "" if text or is_question else name_of(code),
        code="" if is_question else code,
        question=say_note(code, language) if is_question else None,
        note=say_note(fact.note, language),
    )
