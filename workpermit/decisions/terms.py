"""What a permit or a letter says: built from the opened answers, sealed as the record `terms`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from workpermit.catalogue.cohorts import Cohort
from workpermit.catalogue.definition import Service
from workpermit.catalogue.forms import show_answer
from workpermit.catalogue.kinds import Outcome, Track
from workpermit.catalogue.queries import find_occupation, get_province
from workpermit.core.calendar import add_months
from workpermit.core.errors import RuleBroken
from workpermit.core.languages import ENGLISH, THAI

Answers = Mapping[str, Mapping[str, Any]]
SELF_EMPLOYED = ("ประกอบอาชีพด้วยตนเอง", "Self-employed")
# What a letter of approval says besides employer and place: the sections that only requests have.
DETAILS = ("demand", "list")
# Months. A permit is valid for two years at most (Decree of 2017, sections 65 and 66; which of them was not checked).
LONGEST = 24


class PermitHasEnded(RuleBroken):
    """The permit that this application works on has ended, or the term asked for would end before it begins."""


class PermitEndNotKnown(RuleBroken):
    """The day on which permits of this group end has not been published, so none can be granted."""


class PermitOfAnother(RuleBroken):
    """The permit that this application works on belongs to another worker."""


class PermitEndTooFar(RuleBroken):
    """The last day that was typed for a permit of before lies farther away than any permit runs."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a decision stands on besides the answers: today, the group filed under, and the permit held.

    `held` is the number of that permit; `held_until` and `track` are its last day and its kind where this system
    issued it. `of_another`: the vault told the checks that it is another worker's.
    """

    today: date
    cohort: Cohort | None = None
    held: str = ""
    held_until: date | None = None
    track: Track | None = None
    of_another: bool = False


def build_terms(service: Service, answers: Answers, ground: Ground, *, granted: bool = True) -> dict[str, Any]:
    """What is granted, or what was asked for: a refusal has no dates.

    A permit names its employer, job and place (sections 8 and 9).

    Raises PermitHasEnded, PermitEndNotKnown, PermitEndTooFar or PermitOfAnother.
    """
    terms = _worker(answers) | _employer(answers) | _work(answers) | _place(answers)
    if service.outcome is Outcome.APPROVAL:
        return terms | {"details": _details(service, answers)}
    if not granted:
        return terms
    if ground.of_another:
        raise PermitOfAnother
    first, last = permit_term(service, answers, ground)
    terms |= {"valid_from": first.isoformat(), "valid_until": last.isoformat()}
    months = answers.get("job", {}).get("months")
    return terms | ({"months": int(months)} if months else {}) | ({"replaces": ground.held} if ground.held else {})


def permit_term(service: Service, answers: Answers, ground: Ground) -> tuple[date, date]:
    """The first and the last day of a permit.

    A change or a substitute keeps the end of the permit held; a renewal follows on it without a gap; a group of a
    cabinet resolution has one end for all; every other permit runs for the months asked from the wished day, or
    from today where that has passed. Raises PermitHasEnded, PermitEndNotKnown or PermitEndTooFar.
    """
    held_until = ground.held_until or _typed_end(answers, ground.today)
    first = ground.today
    if service.kind == "renewal" and held_until:
        first = max(first, held_until + timedelta(days=1))
    elif service.kind == "permit":
        first = max(first, _day(answers, "job", "starts_on") or first)
    last = _last_day(service, answers, ground, first, held_until)
    if last < first:
        raise PermitHasEnded
    return first, last


def _typed_end(answers: Answers, today: date) -> date | None:
    """The last day of a permit that this system does not know; nobody can compare it but the officer with the paper."""
    typed = _day(answers, "permit", "valid_until")
    if typed and typed > add_months(today, LONGEST):
        raise PermitEndTooFar
    return typed


def _last_day(service: Service, answers: Answers, ground: Ground, first: date, held_until: date | None) -> date:
    if service.kind in ("change", "substitute"):
        if held_until is None:
            raise PermitEndNotKnown
        return held_until
    if service.track is Track.COHORT:
        if ground.cohort is None or ground.cohort.permit_until is None:
            raise PermitEndNotKnown
        return ground.cohort.permit_until
    return add_months(first, int(answers["job"]["months"])) - timedelta(days=1)


def _worker(answers: Answers) -> dict[str, Any]:
    worker = answers.get("worker")
    if worker is None:
        return {}
    return {
        "worker": " ".join(str(worker[part]) for part in ("given_names", "family_name") if worker.get(part)),
        "nationality": worker["nationality"],
        "passport_number": worker["passport_number"],
    }


def _employer(answers: Answers) -> dict[str, Any]:
    employer = answers.get("employer", {})
    thai = employer.get("name_th") or SELF_EMPLOYED[0]
    english = employer.get("name_en") or (employer.get("name_th") and thai) or SELF_EMPLOYED[1]
    # A natural person is masked for strangers: the name of a household is a home address too.
    natural = bool(employer.get("name_th")) and employer.get("employer_kind") in ("person", "household")
    return {"employer": thai, "employer_en": english, "household": natural}


def _work(answers: Answers) -> dict[str, Any]:
    job = answers.get("job")
    if job is None:
        return {}
    occupation = find_occupation(str(job["occupation"]))
    names = (occupation.name.th, occupation.name.en) if occupation else (str(job["occupation"]),) * 2
    return {"job": names[0], "job_en": names[1], "title": job["title"], "occupation": job["occupation"]}


def _place(answers: Answers) -> dict[str, Any]:
    workplace = answers.get("workplace")
    if workplace is None:
        return {}
    province = get_province(str(workplace["province"]))
    name = str(workplace.get("name") or "")
    return {
        "place": f"{name} {province.name.th}".strip(),
        "place_en": f"{name}, {province.name.en}" if name else province.name.en,
        "province_en": province.name.en,
    }


def _details(service: Service, answers: Answers) -> list[dict[str, dict[str, str]]]:
    """Each answer of a request with its question, in both official languages, as the letter prints them."""
    found = []
    for section in service.sections:
        if section.id not in DETAILS:
            continue
        for field in section.fields:
            value = answers.get(section.id, {}).get(field.id)
            if value is None or value == "":
                continue
            found.append(
                {
                    "label": {language: field.label.show(language) for language in (THAI, ENGLISH)},
                    "value": {language: show_answer(field, value, language) for language in (THAI, ENGLISH)},
                }
            )
    return found


def _day(answers: Answers, section: str, field: str) -> date | None:
    value = answers.get(section, {}).get(field)
    return date.fromisoformat(str(value)) if value else None
