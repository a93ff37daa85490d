"""My permits: the reader's permits with the days that are left, and where each is renewed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from workpermit.catalogue.definition import Certainty
from workpermit.catalogue.renewals import Renewal, find_renewal, reminders
from workpermit.core.actors import Role
from workpermit.core.calendar import bangkok_date
from workpermit.permits.holdings import PAGE, Holding, Key, list_holdings, state_of
from workpermit.sealing.client import VaultUnreachable
from workpermit.sealing.keys import PublicKeys
from workpermit.sealing.refusal import Refused
from workpermit.sealing.services import public_keys
from workpermit.sites.applicant.filing import open_records
from workpermit.sites.http import Request, signed_in

# State → its words and the kind of its chip.
STATES: dict[str, tuple[Promise, str]] = {
    "valid": (_("Valid today"), "ok"),
    "not_yet_valid": (_("Not valid yet"), "wait"),
    "expired": (_("Has ended"), "none"),
    "replaced": (_("Replaced by another permit"), "none"),
    "unconfirmed": (_("Cannot be confirmed right now"), "warn"),
}
RENEWABLE = ("valid", "not_yet_valid", "unconfirmed")


@dataclass(frozen=True, slots=True)
class Line:
    """One permit in the list. `left` counts the days after today until the last one, of `total` at the most.

    `opens` says where the window of the renewal stands: `later` and `open` on either side of the day, `always` where
    the service names no day.
    """

    holding: Holding
    name: str
    state: str
    left: int
    total: int
    renewal: Renewal | None
    opens: str

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
        return self.state in RENEWABLE

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
    keys = public_keys()
    context = {
        "lines": [_line(one, names, keys, at) for one in held],
        "sealed": sealed,
        "ended": ended,
        "first": after is None,
        "after": _address(held[-1].key, ended) if len(held) == PAGE else "",
        "here": "permits",
    }
    return render(request, "applicant/own_permits.html", context)


def _line(held: Holding, names: dict[UUID, str], keys: PublicKeys, at: datetime) -> Line:
    today, permit = bangkok_date(at), held.permit
    state = state_of(permit, keys, at)
    renewal = find_renewal(held.application.service, permit.valid_until, at) if state in RENEWABLE else None
    opens_on = renewal.opens_on if renewal else None
    return Line(
        holding=held,
        name=names.get(held.application.label_record, "") if held.application.label_record else "",
        state=state,
        left=held.days_left(today),
        total=max((permit.valid_until - permit.valid_from).days, held.days_left(today), 1),
        renewal=renewal,
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
