"""What a rule may speak of: facts taken from the answers of a filing, and facts worked out from them.

Dates are ISO texts, which compare like dates. A fact that an answer is missing for is left out, and
the rule that needs it then finds nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workpermit.catalogue.cohorts import Cohort
from workpermit.catalogue.definition import Service
from workpermit.catalogue.fees import months_covered
from workpermit.catalogue.forms import Answers
from workpermit.catalogue.kinds import Track
from workpermit.core.calendar import add_months
from workpermit.passports.compare import ZoneRead

# Variable → its type and the section and question that it is taken from.
ANSWERED = {
    "starts_on": ("text", "job", "starts_on"),
    "months": ("int", "job", "months"),
    "occupation": ("text", "job", "occupation"),
    "wage": ("int", "job", "wage"),
    "nationality": ("text", "worker", "nationality"),
    "passport_expires_on": ("text", "worker", "passport_expires_on"),
    "stay_until": ("text", "stay", "stay_until"),
    "capital": ("int", "employer", "capital"),
    "thai_staff": ("int", "employer", "thai_staff"),
    "foreign_staff": ("int", "employer", "foreign_staff"),
    "employer_kind": ("text", "employer", "employer_kind"),
    "importer_licence_until": ("text", "employer", "importer_licence_until"),
    "permit_until": ("text", "permit", "valid_until"),
    "held_track": ("text", "permit", "track"),
    "first_permit_from": ("text", "permit", "first_from"),
    "approved_until": ("text", "authority", "approved_until"),
    "insurance": ("text", "health", "insurance"),
    "insurance_months": ("int", "health", "insurance_months"),
    "pass_expires_on": ("text", "pass", "expires_on"),
    "pass_province": ("text", "pass", "province"),
    "work_province": ("text", "workplace", "province"),
    "left_on": ("text", "change", "left_on"),
    "workers_wanted": ("int", "demand", "workers"),
    "contract_months": ("int", "demand", "contract_months"),
    "workers_delivered": ("int", "delivery", "workers"),
}
# Variable → its type and the variables or questions that it needs; it is there whenever they are.
DERIVED: dict[str, tuple[str, tuple[str, ...]]] = {
    "today": ("text", ()),
    "ends_on": ("text", ()),
    "married_to_thai": ("bool", ("worker.married_to_thai",)),
    "duplicates": ("int", ()),
    "days_to_opening": ("int", ("permit_until",)),
    "days_since_leaving": ("int", ("left_on",)),
    "total_months": ("int", ("first_permit_from",)),
    "files_as_importer": ("bool", ("employer.acting_as|employer.importer_licence_until",)),
    "employer_changes": ("bool", ("change.items",)),
    "of_cohort_nationality": ("bool", ("nationality",)),
    "cohort_taken": ("bool", ()),
    "workers_counted": ("int", ("demand.khm|demand.lao|demand.mmr|demand.vnm",)),
    "people_listed": ("int", ("delivery.people",)),
}
VARIABLES = (
    *((name, row[0]) for name, row in ANSWERED.items()),
    *((name, row[0]) for name, row in DERIVED.items()),
)
MOU_COUNTRIES = ("khm", "lao", "mmr", "vnm")


@dataclass(frozen=True, slots=True)
class HeldPermit:
    """What the vault knows of the permit that a filing names, beside what the filing says.

    `own`: it is the same worker's. `same_employer` is None where the permit or the filing names no number.
    """

    own: bool
    status: str
    valid_until: str
    same_employer: bool | None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the answers: the day, other open cases of the worker, and the cohort.

    `duplicates` and `cohort_taken` (the same person has a place in this cohort already) are None
    while nobody knows; `held` where the permit is not one of this system, `zone` where none was read. `holidays` move
    the last day of a legal period.
    """

    today: date
    duplicates: int | None = None
    cohort: Cohort | None = None
    cohort_taken: bool | None = None
    holidays: frozenset[date] = frozenset()
    held: HeldPermit | None = None
    zone: ZoneRead | None = None


def rule_facts(service: Service, answers: Answers, known: Known) -> dict[str, object]:
    """Every variable that these answers give a value to."""
    facts = _answered(answers)
    facts["today"] = known.today.isoformat()
    _dates(facts, service, known)
    _people(facts, answers)
    employer = answers.get("employer", {})
    if "acting_as" in employer or "importer_licence_until" in employer:
        facts["files_as_importer"] = employer.get("acting_as", "importer") == "importer"
    change = answers.get("change", {}).get("items")
    if change is not None:
        facts["employer_changes"] = "employer" in change
    if known.duplicates is not None:
        facts["duplicates"] = known.duplicates
    if known.cohort is not None and "nationality" in facts:
        facts["of_cohort_nationality"] = facts["nationality"] in known.cohort.nationalities
    if known.cohort_taken is not None:
        facts["cohort_taken"] = known.cohort_taken
    return facts


def _answered(answers: Answers) -> dict[str, object]:
    found = {}
    for name, (_, section, field_id) in ANSWERED.items():
        value = answers.get(section, {}).get(field_id)
        if value is not None:
            found[name] = value
    return found


def _dates(facts: dict[str, object], service: Service, known: Known) -> None:
    """The term of the permit asked for, and what is counted in days and months."""
    until = _day(facts, "permit_until")
    if until and "starts_on" not in facts and service.kind == "renewal":
        facts["starts_on"] = (until + timedelta(days=1)).isoformat()  # a renewal follows without a gap
    start = _day(facts, "starts_on")
    if start and "months" in facts:
        facts["ends_on"] = (add_months(start, int(str(facts["months"]))) - timedelta(days=1)).isoformat()
    if service.track is Track.COHORT and known.cohort and known.cohort.permit_until:
        facts["ends_on"] = known.cohort.permit_until.isoformat()
    if until and service.opens_days is not None:
        facts["days_to_opening"] = (until - known.today).days - service.opens_days
    left = _day(facts, "left_on")
    if left:
        facts["days_since_leaving"] = (known.today - left).days
    first, end = _day(facts, "first_permit_from"), _day(facts, "ends_on")
    if first and end and first <= end:
        facts["total_months"] = months_covered(first, end)


def _people(facts: dict[str, object], answers: Answers) -> None:
    married = answers.get("worker", {}).get("married_to_thai")
    if married in ("yes", "no"):
        facts["married_to_thai"] = married == "yes"
    demand: Mapping[str, Any] = answers.get("demand", {})
    if demand:
        facts["workers_counted"] = sum(demand.get(country) or 0 for country in MOU_COUNTRIES)
    people = answers.get("delivery", {}).get("people")
    if people is not None:
        facts["people_listed"] = len(str(people).splitlines())


def _day(facts: Mapping[str, object], name: str) -> date | None:
    """A date that was understood; what was typed otherwise is no fact."""
    try:
        return date.fromisoformat(str(facts[name]))
    except (KeyError, ValueError):
        return None
