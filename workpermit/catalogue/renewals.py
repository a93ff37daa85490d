"""Renewal of a permit that is held, from `th/renewals.toml`: the days of the reminders, and the service that renews."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import msgspec

from workpermit.catalogue.definition import Certainty, Part, Service
from workpermit.catalogue.kinds import Basis, Outcome, Track
from workpermit.catalogue.queries import (
    NoSuchService,
    get_service,
    list_catalogue,
    list_services,
    open_cohorts,
)
from workpermit.catalogue.reading import HERE, BadCatalogue
from workpermit.core.calendar import bangkok_date


class Reminders(Part, frozen=True):
    """On how many days before a permit's end its parties are told; each number above zero, once, the longest first."""

    days: tuple[int, ...]
    certainty: Certainty
    note: str

    def nearest(self, left: int) -> int | None:
        """The reminder that is due with `left` days to go: the last whose day has come, None before the first."""
        return min((days for days in self.days if days >= left), default=None) if left >= 0 else None


class Opening(Part, frozen=True):
    """How far the day is verified from which a renewal may be filed (`opens_days` of the services)."""

    certainty: Certainty
    note: str


class Renewed(Part, frozen=True):
    """Permits of these services are renewed by the service `by`."""

    services: tuple[str, ...]
    by: str
    certainty: Certainty
    note: str


class CarriedPaper(Part, frozen=True):
    """A document that a later filing may use again; `until` names the answer that says until when, if one does."""

    id: str
    until: str = ""


class Carried(Part, frozen=True):
    """What a filing takes over from the filing of the permit that is held; `never` names single questions."""

    sections: tuple[str, ...]
    never: tuple[str, ...]
    note: str
    documents: tuple[CarriedPaper, ...]


class Rounds(Part, frozen=True):
    """How far it is verified that permits of a group are renewed in a later group."""

    certainty: Certainty
    note: str


class Renewals(Part, frozen=True):
    """The whole file."""

    reminders: Reminders
    opening: Opening
    carried: Carried
    rounds: Rounds
    renewed: tuple[Renewed, ...]


@dataclass(frozen=True, slots=True)
class Renewal:
    """How one permit is renewed. `opens_on` is None where the service names no day; the window ends with the permit."""

    service: Service
    opens_on: date | None
    certainty: Certainty


@lru_cache(maxsize=1)
def renewals() -> Renewals:
    """The file, read and checked once. Raises BadCatalogue."""
    try:
        found = msgspec.convert(tomllib.loads((HERE / "renewals.toml").read_text(encoding="utf-8")), Renewals)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise BadCatalogue(f"renewals.toml: {wrong}") from wrong
    days = found.reminders.days
    if not days or list(days) != sorted({day for day in days if day > 0}, reverse=True):
        raise BadCatalogue("renewals.toml: reminders.days: numbers above zero, each once, the longest first")
    services = {path.stem for path in (HERE / "services").glob("*.toml")}
    named = [name for row in found.renewed for name in row.services]
    if unknown := ({*named} | {row.by for row in found.renewed}) - services:
        raise BadCatalogue(f"renewals.toml: no service is called {', '.join(sorted(unknown))}")
    if len(named) != len({*named}):
        raise BadCatalogue("renewals.toml: a permit is renewed by one service")
    return found


def reminders() -> Reminders:
    """When the parties of a permit are reminded of its end."""
    return renewals().reminders


def find_renewal(service_id: str, valid_until: date, at: datetime, nationality: str = "") -> Renewal | None:
    """The service, as it holds at `at`, that renews a permit which `service_id` gave; None where nobody can say.

    A permit of a cabinet resolution's group is renewed in a group that is open for the worker's nationality.
    """
    by = next((row.by for row in renewals().renewed if service_id in row.services), None)
    if by is None:
        return _find_round(service_id, at, nationality)
    try:
        service = get_service(by, at).definition
    except NoSuchService:
        return None
    opens_on = None if service.opens_days is None else valid_until - timedelta(days=service.opens_days)
    return Renewal(service, opens_on, renewals().opening.certainty)


def find_following(service_id: str, at: datetime) -> list[Service]:
    """The services that change or replace a permit which `service_id` gave, in the order of their ids.

    A service fits where its form asks for the kind of permit that is held and this is one of the answers, or where it
    is for this kind alone.
    """
    try:
        track = get_service(service_id, at).definition.track
    except NoSuchService:
        return []
    return [
        one.definition
        for one in list_services(at)
        if one.definition.kind in ("change", "substitute")
        and one.definition.basis is Basis.PERMIT
        and track.value in _tracks(one.definition)
    ]


def find_first(service_id: str, at: datetime) -> Service | None:
    """The service that gives a permit anew once one which `service_id` gave has ended; None where nobody can say."""
    row = next((row for row in renewals().renewed if service_id in row.services), None)
    for name in row.services if row else ():
        try:
            found = get_service(name, at).definition
        except NoSuchService:
            continue
        if found.kind == "permit":
            return found
    return None


def _find_round(service_id: str, at: datetime, nationality: str) -> Renewal | None:
    try:
        held = get_service(service_id, at).definition
    except NoSuchService:
        return None
    if held.track is not Track.COHORT or held.outcome is not Outcome.PERMIT:
        return None
    for one in list_catalogue(at):
        service = one.definition
        if service.kind != "renewal" or service.id == service_id:
            continue
        for cohort in open_cohorts(service, at):
            if nationality in cohort.definition.nationalities:
                opened = cohort.definition.file_from
                day = bangkok_date(opened) if opened else None
                return Renewal(service, day, renewals().rounds.certainty)
    return None


def _tracks(service: Service) -> set[str]:
    """The kinds of permit that a change or a substitute is for."""
    fields = [field for section in service.sections if section.id == "permit" for field in section.fields]
    asked = {option.value for field in fields if field.id == "track" for option in field.options}
    return asked or {service.track.value}
