"""What a definition must keep besides its shape: names that meet, rules that compile, reasons that exist."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from workpermit.catalogue.calendars import Calendar
from workpermit.catalogue.cel import BadRule, compile_rule
from workpermit.catalogue.choices import YES_NO
from workpermit.catalogue.cohorts import Cohort
from workpermit.catalogue.definition import (
    Check,
    Field,
    FieldType,
    Option,
    Plain,
    Reason,
    ReasonUse,
    Section,
    Service,
    Step,
)
from workpermit.catalogue.facts import VARIABLES
from workpermit.catalogue.fee_schedule import fee_mistakes
from workpermit.catalogue.kinds import Basis, Outcome, Visit
from workpermit.catalogue.reading import BadCatalogue, nationalities
from workpermit.catalogue.rule_trial import contradictions, not_asked
from workpermit.catalogue.rules import BUILT_IN
from workpermit.core.calendar import bangkok_date


def check_service(service: Service, where: str) -> None:
    """Raise BadCatalogue with every mistake of a definition, each with its place; `where` names the file."""
    mistakes = [
        *_twice("sections", (section.id for section in service.sections)),
        *_twice("documents", (document.id for document in service.documents)),
        *_twice("reasons", (reason.code for reason in service.reasons)),
        *_twice("checks", (check.code for check in service.checks)),
        *(mistake for section in service.sections for mistake in _section(section)),
        *(mistake for check in service.checks for mistake in _check(check, service)),
        *_references(service),
        *_laws(service),
        *_route(service),
        *_periods(service),
        *_shape(service),
        *fee_mistakes(service),
    ]
    if not mistakes:
        mistakes = [*contradictions(service)]
    if mistakes:
        raise BadCatalogue("\n".join(f"{where}: {mistake}" for mistake in mistakes))


def check_cohort(cohort: Cohort, where: str) -> None:
    """Raise BadCatalogue with every mistake of a cohort; `where` names it."""
    mistakes = [
        *(f"nationalities: there is no {code}" for code in cohort.nationalities if code not in nationalities()),
        *_twice("later_documents", (later.document for later in cohort.later_documents)),
    ]
    hours = (("file_from", cohort.file_from), ("file_until", cohort.file_until), ("pay_until", cohort.pay_until))
    known = [(name, hour) for name, hour in hours if hour is not None]
    for (earlier, first), (later, second) in pairwise(known):
        if second < first:
            mistakes.append(f"{later}: lies before {earlier}")
    if cohort.permit_until and known and cohort.permit_until < bangkok_date(known[-1][1]):
        mistakes.append("permit_until: the permits would end before the window does")
    if mistakes:
        raise BadCatalogue("\n".join(f"{where}: {mistake}" for mistake in mistakes))


def check_calendar(calendar: Calendar, where: str) -> None:
    """Raise BadCatalogue with every mistake of a calendar; `where` names it."""
    mistakes = [*_twice("holidays", (holiday.day.isoformat() for holiday in calendar.holidays))]
    for earlier, later in pairwise(calendar.holidays):
        if later.day < earlier.day:
            mistakes.append(f"holidays.{later.day.isoformat()}: stands after a later day")
    for holiday in calendar.holidays:
        if not (holiday.name.th.strip() and holiday.name.en.strip()):
            mistakes.append(f"holidays.{holiday.day.isoformat()}: has no name in both languages")
    if not calendar.holidays:
        mistakes.append("holidays: the calendar is empty")
    if mistakes:
        raise BadCatalogue("\n".join(f"{where}: {mistake}" for mistake in mistakes))


def _twice(place: str, names: Iterable[str]) -> Iterator[str]:
    for name, count in Counter(names).items():
        if count > 1:
            yield f"{place}: {name} stands there {count} times"


def _section(section: Section) -> Iterator[str]:
    ids = [field.id for field in section.fields]
    yield from _twice(f"sections.{section.id}", ids)
    for field in section.fields:
        yield from _field(field, section)
    for cross in section.cross_checks:
        for name in {cross.first, cross.second} - {"today"}:
            if name not in ids or section.field(name).type is not FieldType.DATE:
                yield f"sections.{section.id}.cross_checks: {name} is not a date of this section"


def _field(field: Field, section: Section) -> Iterator[str]:
    place = f"sections.{section.id}.{field.id}"
    if (field.type in (FieldType.CHOICE, FieldType.CHOICES)) != bool(field.options):
        yield f"{place}: a choice has options, and nothing else has"
    yield from _twice(f"{place}.options", (option.value for option in field.options))
    if field.pattern:
        try:
            re.compile(field.pattern)
        except re.error as wrong:
            yield f"{place}.pattern: {wrong}"
        if field.pattern_says is None:
            yield f"{place}: a pattern needs pattern_says, the sentence for those who miss it"
    if field.show_if:
        others = {other.id: {option.value for option in _asked_options(other)} for other in section.fields}
        unknown = set(field.show_if.equals) - others.get(field.show_if.field, set())
        if unknown:
            yield f"{place}.show_if: {field.show_if.field} never answers {', '.join(sorted(unknown))}"


def _asked_options(question: Field) -> tuple[Option, ...]:
    """The options that a definition may refer to; those of reference lists are left out."""
    return YES_NO if question.type is FieldType.YES_NO else question.options


def _check(check: Check, service: Service) -> Iterator[str]:
    place = f"checks.{check.code}"
    if bool(check.rule) == bool(check.built_in):
        yield f"{place}: give either rule or built_in"
    if check.built_in and check.built_in not in BUILT_IN:
        yield f"{place}.built_in: there is no {check.built_in}"
    elif check.built_in and not _has_what_it_needs(check.built_in, service):
        yield f"{place}.built_in: this service does not ask what {check.built_in} looks at"
    if check.rule:
        try:
            compile_rule(check.rule, VARIABLES)
        except BadRule as wrong:
            yield f"{place}.rule: {wrong}"
        for name in not_asked(check.rule, service):
            yield f"{place}.rule: this form does not ask for {name}"
        for name in sorted(set(re.findall(r"\blimit\.(\w+)", check.rule)) - check.thresholds.keys()):
            yield f"{place}.thresholds: {name} is missing"
    codes = {reason.code for reason in service.reasons}
    for code in {check.reason, check.reason_to_look} - {""} - codes:
        yield f"{place}: there is no reason {code}"


def _has_what_it_needs(built_in: str, service: Service) -> bool:
    if built_in == "prohibited_work":
        return Plain.OCCUPATION in service.plain_fields()
    if built_in == "visa_class":
        return any(field.type is FieldType.VISA_CLASS for section in service.sections for field in section.fields)
    if built_in == "held_permit":
        return service.basis is Basis.PERMIT
    if built_in == "passport_zone":
        return any(paper.id == "passport" for paper in service.documents)
    return built_in != "in_time" or service.deadline is not None


def _references(service: Service) -> Iterator[str]:
    answers = {(section.id, field.id): field for section in service.sections for field in section.fields}
    for document in service.documents:
        needed = document.required_if
        if needed and (needed.section, needed.field) not in answers:
            yield f"documents.{document.id}.required_if: there is no answer {needed.section}.{needed.field}"
    deadline = service.deadline
    if deadline and (deadline.section, deadline.field) not in answers:
        yield f"deadline: there is no answer {deadline.section}.{deadline.field}"
    plain = [field.plain for field in answers.values() if field.plain]
    yield from _twice("plain", (name.value for name in plain))


def _laws(service: Service) -> Iterator[str]:
    """Whatever asks, checks or gives a reason names its law."""
    if not service.legal_basis().strip():
        yield "section: give the section, or the law in its place"
    for name, parts in (("sections", service.sections), ("checks", service.checks), ("reasons", service.reasons)):
        for part in parts:
            if not part.law.strip():
                yield f"{name}.{part.code if isinstance(part, Check | Reason) else part.id}.law: names no law"
    if service.deadline and not service.deadline.law.strip():
        yield "deadline.law: names no law"


def _route(service: Service) -> Iterator[str]:
    kinds = {fee.kind for fee in service.fees}
    if not kinds & {"filing", "notice"}:
        yield "fee_ids: name the fee for filing, even one whose amount is not known"
    if Step.FILING_FEE in service.route and "filing" not in kinds:
        yield "fee_ids: the route asks for a filing fee, but none is named"
    if Step.PERMIT_FEE in service.route and not kinds - {"filing", "notice"}:
        yield "fee_ids: the route asks for a permit fee, but none is named"
    if (service.visit is Visit.NO) == (Step.VISIT in service.route):
        yield "route: visit and the route do not agree"
    if (service.outcome is Outcome.ACKNOWLEDGEMENT) == (Step.DECISION in service.route):
        yield "route: a notice is acknowledged, everything else is decided"
    yield from _twice("route", (step.value for step in service.route))


def _periods(service: Service) -> Iterator[str]:
    """The periods and reasons that the stations of the route need."""
    windows = service.windows
    for step, window, name in (
        (Step.FILING_FEE, windows.filing_fee, "filing_fee"),
        (Step.PERMIT_FEE, windows.permit_fee, "permit_fee"),
        (Step.VISIT, windows.booking, "booking"),
        (Step.REVIEW, windows.correction, "correction"),
    ):
        if step in service.route and window is None:
            yield f"windows.{name}: the route needs it"
    if Step.DECISION in service.route:
        for use in (ReasonUse.RETURN, ReasonUse.REFUSE):
            if not service.reasons_for(use):
                yield f"reasons: none can be used to {use.value}"


def _shape(service: Service) -> Iterator[str]:
    """What other parts of the system find by its name."""
    sections = {section.id: {field.id for field in section.fields} for section in service.sections}
    if service.one_worker:
        for name in sorted({"passport_number", "nationality"} - sections.get("worker", set())):
            yield f"sections.worker: asks no {name}"
    if service.basis is Basis.PERMIT:
        for name in sorted({"number", "valid_until"} - sections.get("permit", set())):
            yield f"sections.permit: asks no {name}"
    if service.one_worker and Step.DECISION in service.route and "birth_date" not in sections.get("worker", set()):
        yield "sections.worker: asks no birth_date"
