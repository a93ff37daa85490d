"""The automatic checks: pure functions over opened answers and the reference lists.

A result carries codes and counts, never an answer: it is stored in plain columns and shown in
lists. A check advises; only a registrar decides.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from workpermit.catalogue import reading
from workpermit.catalogue.calendars import Calendar
from workpermit.catalogue.cel import compile_rule
from workpermit.catalogue.cohorts import Cohort
from workpermit.catalogue.definition import Check, Plain, Service
from workpermit.catalogue.facts import VARIABLES, HeldPermit, Known, rule_facts
from workpermit.catalogue.forms import Answers, required_documents
from workpermit.catalogue.kinds import Track
from workpermit.catalogue.reference import Condition
from workpermit.passports.compare import ZoneRead, differences


class Outcome(StrEnum):
    """What a check found. `unknown`: an answer that it needs is missing."""

    CLEAR = "pass"
    LOOK = "look"
    STOP = "stop"
    UNKNOWN = "unknown"


class DocumentState(StrEnum):
    """What is known of an uploaded paper when the checks run."""

    READABLE = "readable"
    WAITING = "waiting"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of one check; `facts` are list items, document ids and dates of law, nothing personal."""

    code: str
    outcome: Outcome
    reason_code: str
    law: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Filing:
    """What the checks look at. `documents` maps the id of each uploaded paper to its state."""

    service: Service
    answers: Answers
    documents: Mapping[str, DocumentState]
    known: Known

    def answer(self, section: str, name: str) -> Any:
        """One answer, or None where it was not given."""
        return self.answers.get(section, {}).get(name)


def run_checks(
    service: Service,
    answers: Answers,
    *,
    documents: Mapping[str, DocumentState],
    duplicates: int | None,
    today: date,
    cohort: Cohort | None = None,
    cohort_taken: bool | None = None,
    holidays: Collection[date] | None = None,
    held: HeldPermit | None = None,
    zone: ZoneRead | None = None,
) -> list[CheckResult]:
    """Every check of the service, in the order of its file.

    `answers` are the cleaned values by section; `duplicates` counts other open cases of the same
    worker, None while that is not known. `cohort` is the one filed under; `cohort_taken` says whether
    the same person has a place in it already, None while that is not known. `holidays` are the public
    holidays, None: those of the release. `held` is what the vault knows of the permit that the filing names, None
    where it knows none.
    """
    days = frozenset(holidays) if holidays is not None else Calendar(reading.holidays()).days()
    known = Known(today, duplicates, cohort, cohort_taken, days, held, zone)
    return run_known(service, answers, documents=documents, known=known)


def run_known(
    service: Service, answers: Answers, *, documents: Mapping[str, DocumentState], known: Known
) -> list[CheckResult]:
    """As `run_checks`, with what is known beside the answers in one value."""
    filing = Filing(service, answers, documents, known)
    return [_run(check, filing) for check in service.checks]


def _run(check: Check, filing: Filing) -> CheckResult:
    if check.built_in:
        return BUILT_IN[check.built_in](check, filing)
    return judge_facts(check, rule_facts(filing.service, filing.answers, filing.known))


def judge_facts(check: Check, facts: Mapping[str, object]) -> CheckResult:
    """What a check with a rule finds in these facts."""
    holds = compile_rule(check.rule, VARIABLES).holds(facts, check.thresholds)
    if holds is None:
        return _unknown(check)
    return _clear(check) if holds else _found(check, Outcome(check.severity.value))


def _prohibited_work(check: Check, filing: Filing) -> CheckResult:
    """List 1 stops where the whole occupation is closed; all else in the lists is looked at (s.7).

    List 4 is open to workers under an MOU, and to cohorts by the announcement of their resolution.
    """
    place = filing.service.plain_fields().get(Plain.OCCUPATION)
    occupation = place and filing.answer(*place)
    if not occupation:
        return _unknown(check)
    closed = [work for work in reading.prohibited_work() if work.list == 1 and occupation in work.occupations]
    if closed:
        return _found(check, Outcome(check.severity.value), {"items": [work.key for work in closed]})
    met = Condition.WITH_EMPLOYER_UNDER_MOU if filing.service.track in (Track.MOU, Track.COHORT) else None
    touched = [
        work.key
        for work in reading.prohibited_work()
        if occupation in work.occupations + work.occupations_partly and work.condition is not met
    ]
    return _found(check, Outcome.LOOK, {"items": touched}, mild=True) if touched else _clear(check)


def _visa_class(check: Check, filing: Filing) -> CheckResult:
    """Tourist and transit entry stop; a class with a track of its own is looked at (s.59)."""
    known = reading.visa_classes().get(str(filing.answer("stay", "visa_class")))
    if known is None:
        return _unknown(check)
    if known.section_59 == "no":
        return _found(check, Outcome(check.severity.value))
    return _clear(check) if known.section_59 == "yes" else _found(check, Outcome.LOOK, mild=True)


def _documents_complete(check: Check, filing: Filing) -> CheckResult:
    missing = sorted(required_documents(filing.service, filing.answers) - filing.documents.keys())
    return _found(check, Outcome.LOOK, {"missing": missing}) if missing else _clear(check)


def _documents_readable(check: Check, filing: Filing) -> CheckResult:
    unreadable = sorted(name for name, state in filing.documents.items() if state == DocumentState.UNREADABLE)
    if unreadable:
        return _found(check, Outcome.LOOK, {"unreadable": unreadable})
    if DocumentState.WAITING in filing.documents.values():
        return _unknown(check)
    return _clear(check)


def _in_time(check: Check, filing: Filing) -> CheckResult:
    """Whether a notice keeps its legal period; the last day moves past holidays (CCC s.193/8)."""
    deadline = filing.service.deadline
    event = deadline and filing.answer(deadline.section, deadline.field)
    if deadline is None or not event:
        return _unknown(check)
    last = deadline.last_day(date.fromisoformat(event), filing.known.holidays)
    if filing.known.today <= last:
        return _clear(check)
    return _found(check, Outcome(check.severity.value), {"last_day": last.isoformat()})


def _held_permit(check: Check, filing: Filing) -> CheckResult:
    """Whether the filing agrees with the permit that it names; what is to change by it may differ."""
    held = filing.known.held
    if held is None:
        return _unknown(check)
    changes = filing.answer("change", "items") or ()
    agrees = {
        "worker": held.own,
        "permit": held.status != "replaced" and held.valid_until == filing.answer("permit", "valid_until"),
        "employer": held.same_employer is not False or "employer" in changes,
    }
    differs = [name for name, same in agrees.items() if not same]
    # Another worker's permit is no ground for anything; who files that name or passport have changed is looked at.
    of_another = not held.own and "person" not in changes
    outcome = Outcome.STOP if of_another else Outcome(check.severity.value)
    return _found(check, outcome, {"differs": differs}) if differs else _clear(check)


def _passport_zone(check: Check, filing: Filing) -> CheckResult:
    """Whether the answers about the worker agree with the zone of the uploaded passport."""
    zone, worker = filing.known.zone, filing.answers.get("worker")
    if zone is None or not worker:
        return _unknown(check)
    differs = differences(zone, worker, filing.known.today)
    return _found(check, Outcome(check.severity.value), {"differs": differs}) if differs else _clear(check)


BUILT_IN: dict[str, Callable[[Check, Filing], CheckResult]] = {
    "prohibited_work": _prohibited_work,
    "visa_class": _visa_class,
    "documents_complete": _documents_complete,
    "documents_readable": _documents_readable,
    "in_time": _in_time,
    "held_permit": _held_permit,
    "passport_zone": _passport_zone,
}


def _clear(check: Check) -> CheckResult:
    return CheckResult(check.code, Outcome.CLEAR, "", check.law)


def _unknown(check: Check) -> CheckResult:
    return CheckResult(check.code, Outcome.UNKNOWN, check.reason, check.law)


def _found(check: Check, outcome: Outcome, facts: dict[str, Any] | None = None, *, mild: bool = False) -> CheckResult:
    reason = check.reason_to_look if mild and check.reason_to_look else check.reason
    return CheckResult(check.code, outcome, reason, check.law, facts or {})
