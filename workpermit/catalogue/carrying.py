"""What a filing takes over from an earlier one of the same filer, as far as its form asks the same.

Pure functions over opened answers: nothing here is stored, and nothing decides who may open them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workpermit.catalogue.cel import compile_rule
from workpermit.catalogue.definition import Document, Service
from workpermit.catalogue.facts import ANSWERED, VARIABLES, Known, rule_facts
from workpermit.catalogue.filers import settled_answers
from workpermit.catalogue.forms import Answers, as_typed, validate_section
from workpermit.catalogue.renewals import renewals

HELD = "permit"


@dataclass(frozen=True, slots=True)
class Held:
    """The permit that a filing works on, as this system issued it. `track` is empty where it is not clear."""

    number: str
    valid_from: date
    valid_until: date
    track: str


@dataclass(frozen=True, slots=True)
class Taken:
    """The answers of one section that were taken over. Not `whole`: an answer is missing, or a date is `outdated`."""

    values: dict[str, Any]
    whole: bool
    outdated: bool = False


def take_over(service: Service, answers: Answers, held: Held | None, *, today: date) -> dict[str, Taken]:
    """What a service, as it is asked of its filer, takes over from opened answers, by section; without empty ones."""
    taken = {}
    for section in service.sections:
        typed = dict(_typed(service, section.id, answers.get(section.id, {}), held))
        if typed:
            typed |= settled_answers(section)
        cleaned = validate_section(service, section.id, typed, today=today)
        wrong = {error.field for error in cleaned.errors}
        values = {name: value for name, value in cleaned.values.items() if name not in wrong}
        if values:
            taken[section.id] = Taken(values, cleaned.complete)
    for name in _outdated(service, {name: one.values for name, one in taken.items()}, today) & taken.keys():
        taken[name] = Taken(taken[name].values, whole=False, outdated=True)
    return taken


def why_not_taken(document: Document, received_on: date, taken: Mapping[str, Taken], today: date) -> str:
    """Why an earlier paper is not used again: `anew`, `expired` or `too_old`; empty where it is."""
    rule = next((one for one in renewals().carried.documents if one.id == document.id), None)
    if rule is None:
        return "anew"
    section, _, field = rule.until.partition(".")
    of = taken.get(section, Taken({}, whole=False))
    if of.outdated or str(of.values.get(field, "9999")) < today.isoformat():
        return "expired"
    limit = document.age_limit_days
    # How old the paper was when it came is not known; it is at least as old as its copy here.
    return "too_old" if limit is not None and (today - received_on).days > limit else ""


def _typed(service: Service, name: str, values: Mapping[str, Any], held: Held | None) -> Iterator[tuple[str, str]]:
    """The answers that a section takes over, as they would be typed."""
    rules = renewals().carried
    known: Mapping[str, Any] = values if name in rules.sections else {}
    if name == HELD and held is not None:
        # How long the worker has been here under an MOU was said with the permit before, or begins with that permit.
        first = values.get("first_from") or held.valid_from.isoformat()
        known = {
            "number": held.number,
            "valid_until": held.valid_until.isoformat(),
            "track": held.track,
            "first_from": first,
        }
    for field in service.section_by_id(name).fields:
        if f"{name}.{field.id}" not in rules.never and known.get(field.id) not in (None, ""):
            yield field.id, as_typed(field, known[field.id])


def _outdated(service: Service, answers: Answers, today: date) -> set[str]:
    """The sections with a date that no longer suffices: a check that looks at today's date fails on it."""
    facts = rule_facts(service, answers, Known(today))
    found: set[str] = set()
    for check in service.checks:
        words = set(re.findall(r"[a-z_]+", check.rule))
        if "today" in words and compile_rule(check.rule, VARIABLES).holds(facts, check.thresholds) is False:
            found |= {ANSWERED[word][1] for word in words & ANSWERED.keys()}
    return found - {HELD}
