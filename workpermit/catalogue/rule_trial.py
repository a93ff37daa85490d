"""Trying rules on values at the edges of what a form can answer, to find those that make no sense.

A rule that holds for none of these values refuses everybody; one that holds for all of them checks
nothing; two that never hold together contradict each other. The trial is a search, not a proof: it
reports only where every combination of the values was tried, and what it does not find may be wrong.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from math import prod

from workpermit.catalogue.cel import Rule, compile_rule
from workpermit.catalogue.choices import choices_of
from workpermit.catalogue.definition import Check, Field, FieldType, Service
from workpermit.catalogue.facts import ANSWERED, DERIVED, VARIABLES

LIMIT = 20_000  # combinations for each rule or pair: some tenths of a second
SHORT = 12  # options of which each one is tried
NUMBERS = (0, 1, 2, 3, 10, 1_000, 1_000_000)
DAY = date(2026, 11, 23)
DAYS = tuple((DAY + timedelta(days=shift)).isoformat() for shift in (-800, -31, -1, 0, 1, 31, 800))
FEW_DAYS = (DAYS[0], DAYS[3], DAYS[6])
TYPES = dict(VARIABLES)


def used_variables(rule: str) -> list[str]:
    """The variables that a rule speaks of, in the order of the list."""
    words = set(re.findall(r"[a-z_]+", re.sub(r"'[^']*'|\"[^\"]*\"|\blimit\.\w+", "", rule)))
    return [name for name in TYPES if name in words]


def not_asked(rule: str, service: Service) -> list[str]:
    """The variables of a rule that this service's form gives no value to."""
    asked = {(section.id, field.id) for section in service.sections for field in section.fields}
    return [name for name in used_variables(rule) if not _has(name, service, asked)]


def contradictions(service: Service) -> Iterator[str]:
    """Rules that never hold, never fail, or never hold together; the rules must compile."""
    rules = [check for check in service.checks if check.rule]
    for check in rules:
        answers = _answers([check], service)
        if answers == {(False,)}:
            yield f"checks.{check.code}.rule: never holds, whatever is answered"
        elif answers == {(True,)}:
            yield f"checks.{check.code}.rule: always holds, whatever is answered"
    for place, check in enumerate(rules):
        for other in rules[place + 1 :]:
            if {*used_variables(check.rule)} & {*used_variables(other.rule)}:
                answers = _answers([check, other], service)
                if (True, True) not in answers and len(answers) > 1:
                    yield f"checks.{check.code}.rule: contradicts {other.code}; both never hold together"


def _answers(checks: list[Check], service: Service) -> set[tuple[bool | None, ...]]:
    """What the rules say for values at the edges; nothing where these are too many to try them all."""
    compiled: list[tuple[Rule, Check]] = [(compile_rule(check.rule, VARIABLES), check) for check in checks]
    names = sorted({name for check in checks for name in used_variables(check.rule)}, key=[*TYPES].index)
    said = _Said(checks)
    ranges = [_values(name, service, said, many=len(names) < 4) for name in names]
    if prod(len(values) for values in ranges) > LIMIT:
        return set()
    return {
        tuple(rule.holds(dict(zip(names, values, strict=True)), check.thresholds) for rule, check in compiled)
        for values in product(*ranges)
    }


class _Said:
    """The numbers and words that rules themselves speak of, and their thresholds."""

    def __init__(self, checks: list[Check]) -> None:
        text = " ".join(check.rule for check in checks)
        self.words = re.findall(r"['\"]([^'\"]*)['\"]", text)
        plain = re.sub(r"'[^']*'|\"[^\"]*\"", "", text)
        self.numbers = {int(number) for number in re.findall(r"\b[0-9]+\b", plain)}
        self.numbers |= {limit for check in checks for limit in check.thresholds.values()}


def _values(name: str, service: Service, said: _Said, *, many: bool) -> tuple[object, ...]:
    if TYPES[name] == "bool":
        return (False, True)
    field = _field(name, service)
    if TYPES[name] == "int":
        return tuple(_numbers(field, said, many=many))
    if field is not None and field.type is not FieldType.DATE:
        return tuple(_options(field, said))
    days = DAYS if many else FEW_DAYS
    return tuple(sorted({*days, *(day for word in said.words for day in _around(word))}))


def _options(field: Field, said: _Said) -> list[str]:
    """Every option of a short list; of a long one those that the rules name or begin with, and a few others."""
    options = [option.value for option in choices_of(field)] or ["", "1"]
    if len(options) <= SHORT:
        return options
    named = [value for word in said.words if word for value in [v for v in options if v.startswith(word)][:2]]
    return [*dict.fromkeys([*named, *options[:2], options[-1]])]


def _around(word: str) -> tuple[str, ...]:
    """A day that a rule names, with the days beside it."""
    try:
        day = date.fromisoformat(word)
    except ValueError:
        return ()
    return tuple((day + timedelta(days=shift)).isoformat() for shift in (-1, 0, 1))


def _numbers(field: Field | None, said: _Said, *, many: bool) -> list[int]:
    unit = 100 if field is not None and field.type is FieldType.MONEY else 1
    low = field.at_least * unit if field is not None and field.at_least is not None else None
    high = field.at_most * unit if field is not None and field.at_most is not None else None
    edges = {value for value in (low, high) if value is not None}
    near = {limit + step for limit in said.numbers for step in ((-1, 0, 1) if many else (0,))}
    tried = edges | near | {*(NUMBERS if many else (0, 3, 1_000_000))}
    if field is None:
        tried |= {-value for value in tried}
    return sorted(value for value in tried if (low is None or value >= low) and (high is None or value <= high))


def _field(name: str, service: Service) -> Field | None:
    if name not in ANSWERED:
        return None
    _, section_id, field_id = ANSWERED[name]
    return next(
        (
            field
            for section in service.sections
            if section.id == section_id
            for field in section.fields
            if field.id == field_id
        ),
        None,
    )


def _has(name: str, service: Service, asked: set[tuple[str, str]]) -> bool:
    if name in ANSWERED:
        _, section, field = ANSWERED[name]
        renews = name == "starts_on" and service.kind == "renewal" and ("permit", "valid_until") in asked
        return (section, field) in asked or renews
    if name == "ends_on":
        return bool(service.cohorts) or _has("months", service, asked)
    return all(any(_needed(one, service, asked) for one in needed.split("|")) for needed in DERIVED[name][1])


def _needed(name: str, service: Service, asked: set[tuple[str, str]]) -> bool:
    section, _, field = name.partition(".")
    return (section, field) in asked if field else _has(name, service, asked)
