"""My permits: the reader's permits with the days that are left, and where each is renewed."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from workpermit.catalogue.definition import Certainty
from workpermit.catalogue.renewals import Renewal, reminders
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.permits.holdings import PAGE, Holding, Key, list_holdings
from workpermit.sealing.client import VaultUnreachable
from workpermit.sealing.refusal import Refused
from workpermit.sealing.services import public_keys
from workpermit.sites.applicant.filing import open_records
from workpermit.sites.applicant.following import HELD_ON, Way, ways_of
from workpermit.sites.http import Request, signed_in

if TYPE_CHECKING:
    from workpermit.applications.models import Application

# State → its words and the kind of its chip.
STATES: dict[str, tuple[Promise, str]] = {
    "valid": (_("Valid today"), "ok"),
    "not_yet_valid": (_("Not valid yet"), "wait"),
    "expired": (_("Has ended"), "none"),
    "replaced": (_("Replaced by another permit"), "none"),
    "unconfirmed": (_("Cannot be confirmed right now"), "warn"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One permit in the list. `left` counts the days after today until the last one, of `total` at the most.

    `opens` says where the window of the renewal stands: `later` and `open` on either side of the day, `always` where
    the service names no day.
    """

    way: Way
    name: str
    left: int
    total: int
    opens: str

    @property
    def holding(self) -> Holding:
        """The permit with its filing."""
        return self.way.holding

    @property
    def state(self) -> str:
        """How the permit stands."""
        return self.way.state

    @property
    def renewal(self) -> Renewal | None:
        """How it is renewed, while it can be."""
        return self.way.renewal

    @property
    def being_written(self) -> "Application | None":
        """The renewal that the reader began and has not handed in."""
        filed = self.way.filed
        return filed if filed and filed.status == "draft" and filed.filing_account == self.way.reader.id else None

    @property
    def under_way(self) -> "Application | None":
        """The renewal that was handed in."""
        return self.way.filed if self.way.filed and self.way.filed.number else None

    @property
    def status(self) -> Promise:
        """The state in words."""
        return STATES[self.state][0]

    @property
    def kind(self) -> str:
        """The colour of the state; the last weeks of a permit are a warning."""
        return "warn" if self.state == "valid" and self.ends_soon else STATES[self.state][1]

    @property
    def counts(self) -> bool:
        """Whether days are left that count: not for a permit that has ended or was replaced."""
        return self.state in HELD_ON

    @property
    def ends_soon(self) -> bool:
        """Whether the third of the catalogue's reminders, or a later one, is due."""
        days = reminders().days
        return 0 <= self.left <= days[min(2, len(days) - 1)]

    @property
    def unsettled(self) -> bool:
        """Whether no text of law was found for the day on which the window opens."""
        return self.opens != "always" and self.renewal is not None and self.renewal.certainty is Certainty.LOW


@require_GET
@signed_in(Role.APPLICANT)
def own_permits(request: Request) -> HttpResponse:
    """The permits that end next, or with `ended` in the address those that have ended."""
    at = timezone.now()
    today, ended, after = bangkok_date(at), "ended" in request.GET, _key(request.GET.get("after", ""))
    held = list_holdings(seen_by=request.actor, today=today, ended=ended, after=after)
    names, sealed = _names(request, held)
    ways = ways_of(held, reader=request.actor, keys=public_keys(), at=at)
    context = {
        "lines": [_line(one, names) for one in ways],
        "sealed": sealed,
        "ended": ended,
        "first": after is None,
        "after": _address(held[-1].key, ended) if len(held) == PAGE else "",
        "here": "permits",
    }
    return render(request, "applicant/own_permits.html", context)


def _line(way: Way, names: dict[UUID, str]) -> Line:
    today, held = bangkok_date(way.at), way.holding
    left, opens_on = held.days_left(today), way.renewal.opens_on if way.renewal else None
    return Line(
        way=way,
        name=names.get(held.application.label_record, "") if held.application.label_record else "",
        left=left,
        total=max((held.permit.valid_until - held.permit.valid_from).days, left, 1),
        opens="always" if opens_on is None else "open" if opens_on <= today else "later",
    )


def _names(request: Request, held: list[Holding]) -> tuple[dict[UUID, str], bool]:
    """The names in the labels, by one call; while the vault is away the list shows numbers alone."""
    try:
        opened: dict[UUID, dict[str, Any]] = open_records(request, [one.application.label_record for one in held])
    except (VaultUnreachable, Refused):
        return {}, True
    return {record: str(value.get("name", "")) for record, value in opened.items()}, False


def _address(key: Key, ended: bool) -> str:
    return f"/permits/?{'ended=1&' if ended else ''}after={key[0].isoformat()}_{key[1]}"


def _key(text: str) -> Key | None:
    """Where the page before stopped; what was not made by `_address` begins the list."""
    day, _underline, key = text.partition("_")
    try:
        return date.fromisoformat(day), UUID(key)
    except ValueError:
        return None
