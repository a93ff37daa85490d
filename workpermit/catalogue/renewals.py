"""Renewal of a permit that is held, from `th/renewals.toml`: the days of the reminders, and the service that renews."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import msgspec

from workpermit.catalogue.definition import Certainty, Part, Service
from workpermit.catalogue.queries import NoSuchService, get_service
from workpermit.catalogue.reading import HERE, BadCatalogue


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


class Renewals(Part, frozen=True):
    """The whole file."""

    reminders: Reminders
    opening: Opening
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


def find_renewal(service_id: str, valid_until: date, at: datetime) -> Renewal | None:
    """The service, as it holds at `at`, that renews a permit which `service_id` gave; None where nobody can say."""
    by = next((row.by for row in renewals().renewed if service_id in row.services), None)
    if by is None:
        return None
    try:
        service = get_service(by, at).definition
    except NoSuchService:
        return None
    opens_on = None if service.opens_days is None else valid_until - timedelta(days=service.opens_days)
    return Renewal(service, opens_on, renewals().opening.certainty)
