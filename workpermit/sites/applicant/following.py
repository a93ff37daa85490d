"""What may follow on a permit that the reader holds: renewal, changes, a substitute, or a new permit after its end."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from workpermit.applications.lifecycle import UNDER_WAY
from workpermit.applications.queries import list_renewals
from workpermit.catalogue.carrying import Held
from workpermit.catalogue.definition import Service
from workpermit.catalogue.queries import get_service, get_version
from workpermit.catalogue.renewals import Renewal, find_first, find_following, find_renewal
from workpermit.core.actors import Actor
from workpermit.core.calendar import bangkok_date
from workpermit.permits.holdings import Holding, find_origins, list_holdings, state_of
from workpermit.permits.queries import find_held
from workpermit.sealing.keys import PublicKeys

if TYPE_CHECKING:
    from workpermit.applications.models import Application
    from workpermit.permits.models import Permit

HELD_ON = ("valid", "not_yet_valid", "unconfirmed")  # states in which something may follow
ENDED = "expired"
LAW = "67"


@dataclass(frozen=True)
class Way:
    """One permit of the reader, and what may be filed on it. `origin` is the filing that says of what kind it is.

    `filed` is the reader's own renewal of it: under way, or being written.
    """

    holding: Holding
    origin: "Application"
    state: str
    filed: "Application | None"
    reader: Actor
    at: datetime

    @property
    def address(self) -> str:
        """Where something is begun on this permit; the service's id follows."""
        return f"/applications/{self.holding.application.pk}/permit/"

    @property
    def is_own(self) -> bool:
        """Whether the reader is the worker of this permit, who then files for himself."""
        return self.holding.application.worker_account == self.reader.id

    @cached_property
    def renewal(self) -> Renewal | None:
        """How it is renewed, also where this reader cannot file that; None once it has ended or was replaced."""
        if self.state not in HELD_ON:
            return None
        return find_renewal(
            self.origin.service, self.holding.permit.valid_until, self.at, self.holding.application.nationality
        )

    @property
    def renews_by(self) -> Service | None:
        """The service with which this reader may begin the renewal."""
        found = self.renewal
        return found.service if found and self.may_file(found.service) else None

    @cached_property
    def others(self) -> list[Service]:
        """The changes and substitutes that this reader may begin."""
        if self.state not in HELD_ON:
            return []
        return [one for one in find_following(self.origin.service, self.at) if self.may_file(one)]

    @cached_property
    def first(self) -> Service | None:
        """The service for a new permit, once this one has ended."""
        found = find_first(self.origin.service, self.at) if self.state == ENDED else None
        return found if found and self.may_file(found) else None

    def may_file(self, service: Service) -> bool:
        """Whether the service is for somebody like this reader: the worker himself, or whoever files for him."""
        return service.files_for_self() if self.is_own else service.filed_by != ("foreigner",)

    def find(self, service_id: str) -> Service | None:
        """The service with this id, if it may follow."""
        offered = [self.renews_by, self.first, *self.others]
        return next((one for one in offered if one and one.id == service_id), None)

    def held(self) -> Held:
        """The permit as the next filing names it."""
        permit = self.holding.permit
        track = get_service(self.origin.service, self.at).definition.track
        return Held(permit.number, permit.valid_from, permit.valid_until, track.value)

    @property
    def goes_on(self) -> "Permit | None":
        """This permit, if work may go on as on it because a renewal was filed in time and is not decided."""
        return self.holding.permit if self.filed and in_time(self.filed, self.holding.permit) else None


def in_time(filed: "Application", permit: "Permit") -> bool:
    """Whether a renewal of a permit was filed before it ended and is under way, by section 67 (`legal_basis`)."""
    if filed.kind != "renewal" or filed.status not in UNDER_WAY or filed.submitted_at is None:
        return False
    law = get_version(filed.service_version).legal_basis().replace(",", " ").split()
    return LAW in law and bangkok_date(filed.submitted_at) <= permit.valid_until


def still_worked_on(filed: "Application") -> "Permit | None":
    """The permit as on which work may go on while this filing is under way; None where it is no such renewal.

    Only a permit that the reader sees counts: what a filing says of another one is not known to be true.
    """
    permit = find_held(filed.basis) if filed.basis else None
    return permit if permit and in_time(filed, permit) else None


def ended_before(draft: "Application", at: datetime) -> "Permit | None":
    """The permit that this renewal is about, if it ended while the renewal was being written."""
    permit = find_held(draft.basis) if draft.kind == "renewal" and draft.basis and draft.status == "draft" else None
    return permit if permit and permit.valid_until < bangkok_date(at) else None


def ways_of(held: list[Holding], *, reader: Actor, keys: PublicKeys, at: datetime) -> list[Way]:
    """What may follow on each of these permits."""
    origins = find_origins(held, seen_by=reader)
    filed = list_renewals([one.permit.number for one in held], seen_by=reader)
    return [
        Way(one, origins[one.application.pk], state_of(one.permit, keys, at), filed.get(one.permit.number), reader, at)
        for one in held
    ]


def ways_to(service: Service, *, reader: Actor, keys: PublicKeys, at: datetime) -> list[Way]:
    """The reader's permits on which this service may be begun, those that end next first."""
    held = list_holdings(seen_by=reader, today=bangkok_date(at))
    return [one for one in ways_of(held, reader=reader, keys=keys, at=at) if one.find(service.id)]
