"""The permits of an account: the worker's own, and those of the filings that an employer made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from workpermit.applications.models import Application
from workpermit.core.actors import Actor
from workpermit.core.calendar import bangkok_date
from workpermit.permits.models import Permit
from workpermit.permits.statement import read_statement
from workpermit.sealing.keys import PublicKeys
from workpermit.sealing.refusal import Refused

PAGE = 50
FARTHEST = 8  # changes on changes that are followed back to the first permit

Key = tuple[date, UUID]  # the last day of a permit and its id


@dataclass(frozen=True, slots=True)
class Holding:
    """A permit with the application that it came from."""

    permit: Permit
    application: Application

    @property
    def key(self) -> Key:
        """Where the list goes on after this one."""
        return self.permit.valid_until, self.permit.pk

    def days_left(self, today: date) -> int:
        """Days after today until the last day; 0 on the last day, less than 0 once the permit has ended."""
        return (self.permit.valid_until - today).days


def find_origins(held: Sequence[Holding], *, seen_by: Actor) -> dict[UUID, Application]:
    """By the application of each permit, the one that says of what kind the permit is.

    A change or a substitute leaves that as it was, so it is followed back to the permit that it was made on, as far as
    the reader may see it.
    """
    found = {one.application.pk: one.application for one in held}
    for _step in range(FARTHEST):
        back = {pk: one.basis for pk, one in found.items() if one.kind in ("change", "substitute") and one.basis}
        permits = dict(Permit.objects.filter(number__in=back.values()).values_list("number", "application"))
        older = _own(seen_by).in_bulk(list(permits.values())) if permits else {}
        known = {pk: older[permits[basis]] for pk, basis in back.items() if permits.get(basis) in older}
        if not known:
            break
        found |= known
    return found


def list_holdings(*, seen_by: Actor, today: date, ended: bool = False, after: Key | None = None) -> list[Holding]:
    """A page of the reader's permits: those that end next first, or with `ended` those that ended last first."""
    rows = Permit.objects.filter(application__in=_own(seen_by).values("pk"))
    rows = rows.filter(valid_until__lt=today) if ended else rows.filter(valid_until__gte=today)
    if after and ended:
        rows = rows.filter(Q(valid_until__lt=after[0]) | Q(valid_until=after[0], pk__lt=after[1]))
    elif after:
        rows = rows.filter(Q(valid_until__gt=after[0]) | Q(valid_until=after[0], pk__gt=after[1]))
    order = ("-valid_until", "-pk") if ended else ("valid_until", "pk")
    return _with_applications(list(rows.order_by(*order)[:PAGE]))


def _own(seen_by: Actor) -> QuerySet[Application]:
    return Application.objects.filter(Q(filing_account=seen_by.id) | Q(worker_account=seen_by.id))


def _with_applications(permits: Sequence[Permit]) -> list[Holding]:
    found = Application.objects.in_bulk([permit.application for permit in permits])
    return [Holding(permit, found[permit.application]) for permit in permits]


def state_of(permit: Permit, keys: PublicKeys, at: datetime) -> str:
    """One of the states of a statement, or `unconfirmed`.

    The days say whether a permit has begun and ended. In between only a fresh word of the vault says `valid`; that
    a permit was replaced holds for ever, also when the word has run out.
    """
    try:
        said = read_statement(permit.statement, keys)
    except Refused:
        said = None
    if said is not None and said.status == "replaced":
        return "replaced"
    today = bangkok_date(at)
    if today > permit.valid_until:
        return "expired"
    if today < permit.valid_from:
        return "not_yet_valid"
    fresh = said is not None and said.number == permit.number and at < said.until
    return "valid" if fresh and said is not None and said.status == "valid" else "unconfirmed"
