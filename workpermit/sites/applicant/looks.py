"""The rows of the vault's access log in plain words: who, why, what, and whether it was allowed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from workpermit.catalogue.definition import Service
from workpermit.catalogue.queries import NoSuchPlace, get_centre, get_office
from workpermit.core.actors import Role
from workpermit.sites.applicant import words

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Look:
    """A look; `at` is in Unix seconds, `what` names kinds of data."""

    at: int
    who: Words
    place: str
    why: Words
    what: list[Words]
    granted: bool


def read_looks(rows: Iterable[Mapping[str, Any]], service: Service | None) -> dict[str, list[Look]]:
    """What the page of looks shows, each part in the vault's order.

    `others` are offices, programs, and centres, also where a clerk only helped: the reader wants to see them first.
    `party` is the other party of the filing, `own` the reader.
    """
    parts: dict[str, list[Look]] = {"others": [], "party": [], "own": []}
    for row in rows:
        part = _part_of(row)
        parts[part].append(read_look(row, service))
    return parts


def _part_of(row: Mapping[str, Any]) -> str:
    """A look with a clerk's help stands with those of the centres, for a clerk may have seen the screen."""
    if row.get("helped"):
        return "others"
    return "own" if row.get("own") else "party" if row.get("role") == Role.APPLICANT else "others"


def read_look(row: Mapping[str, Any], service: Service | None) -> Look:
    """A row as `access_log` gives it; a complaint has no service."""
    return Look(
        int(row["at"]),
        _who(row),
        _place(str(row.get("place") or ""), str(row.get("counter") or "")),
        _why(str(row["purpose"]), service),
        _what([str(kind) for kind in row.get("fields") or []], service),
        bool(row["granted"]),
    )


def _who(row: Mapping[str, Any]) -> Words:
    if row.get("helped"):
        return _("You, helped by a clerk") if row.get("own") else _("The worker, helped by a clerk")
    if row.get("own"):
        return _("You")
    role, actor = str(row.get("role") or "system"), str(row.get("actor") or "")
    return words.ROLES.get(role) or words.MACHINES.get(actor) or _("The invited person")


def _why(purpose: str, service: Service | None) -> Words:
    if purpose == "review" and service is None:
        return _("reading the complaint in order to answer it")
    if purpose == "review" and service is not None and service.kind == "notice":
        return _("reading the notice")
    return words.PURPOSES.get(purpose, words.OTHER_PURPOSE)


def _place(code: str, counter: str) -> str:
    """The name of an office or centre, and which of its counters; other codes stay as they are."""
    name = _name_of(code) if code else ""
    return _("%(centre)s, counter %(counter)s") % {"centre": name, "counter": counter} if counter else name


def _name_of(code: str) -> str:
    for find in (get_centre, get_office):
        try:
            return find(code).name.show(get_language() or "th")
        except NoSuchPlace:
            continue
    return code


def _what(kinds: list[str], service: Service | None) -> list[Words]:
    if service is None:
        titles: dict[str, Words] = {
            "complaint": _("The complaint"),
            "explanation": _("The centre's statement"),
            "reply": _("The office's answer"),
        }
        titles["explanation"] = _("The centre's statement")
    else:
        titles = {f"answers/{one.id}": words.section_name(one) for one in service.sections}
    named = (titles.get(kind) or words.KINDS.get(kind, kind) for kind in kinds)
    return list(dict.fromkeys(named))
