"""The release of a month as a draw: not a race, so that a robot gains nothing.

One registers during two weeks, whenever one likes. A secret salt was committed to beforehand (its SHA-256 is published
when the registration opens) and is told with the draw. The seed is the SHA-256 of all registrations' ids in order and
the salt; the order is that of SHA-256 of seed and id. Nobody could choose it, and anybody can compute it again.

The draw is held a day before the first day of the month comes within the days that may be booked, so that there is
time to give the places of the month by it before anybody can book one; what is left can be booked day by day as ever.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import F

from workpermit.appointments.counts import NoPlaceLeft, OfferedHour, take_places
from workpermit.appointments.models import Appointment, Capacity, Registration, Release, ReleaseSalt
from workpermit.appointments.places import DAYS_AHEAD
from workpermit.appointments.services import TooManyForOneEmployer, TooManyPlacesADay, Visitor, draw_place
from workpermit.catalogue.queries import booking_limit, get_centre
from workpermit.centres.queries import plan_days
from workpermit.core.calendar import BANGKOK, bangkok_date
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7

STRAGGLERS = timedelta(minutes=1)  # whoever registered in time may still be written down at the end


class RegistrationClosed(RuleBroken):
    """One registers for a draw while its registration is open."""


def seed_of(ids: Iterable[UUID], salt: bytes) -> bytes:
    """SHA-256 of the ids of all registrations, sorted, 16 bytes each, and the salt."""
    return sha256(b"".join(sorted(one.bytes for one in ids)) + salt).digest()


def drawn_order(ids: Iterable[UUID], seed: bytes) -> list[UUID]:
    """The ids by the SHA-256 of seed and id, the smallest first."""
    return sorted(ids, key=lambda one: sha256(seed + one.bytes).digest())


def open_release(at: datetime) -> Release | None:
    """The release whose registration is open at `at`; begins it where nobody has looked before."""
    running = find_open_release(at)
    if running:
        return running
    following = month_after(bangkok_date(at))
    open_now = [month for month in (following, month_after(following)) if _is_open(month, at)]
    if not open_now:
        return None
    month, salt = open_now[0], secrets.token_bytes(32)
    opens_at, closes_at = _window(month)
    new = Release(id=uuid7(), month=month, opens_at=opens_at, closes_at=closes_at, commitment=sha256(salt).hexdigest())
    with transaction.atomic():
        Release.objects.bulk_create([new], ignore_conflicts=True)
        found = Release.objects.get(month=month)
        if found.pk == new.pk:
            ReleaseSalt.objects.bulk_create([ReleaseSalt(release=new.pk, salt=salt.hex())])
    return found


@transaction.atomic
def register(*, release: Release, application: UUID, centre: str, at: datetime) -> Registration:
    """Take part in a draw; whoever takes part already stays as he is. Raises RegistrationClosed or NoSuchPlace."""
    if not release.opens_at <= at < release.closes_at or release.drawn_at:
        raise RegistrationClosed
    new = Registration(
        id=uuid4(), release=release.pk, application=application, centre=get_centre(centre).code, registered_at=at
    )
    try:
        with transaction.atomic():
            Registration.objects.bulk_create([new])
    except IntegrityError:
        return Registration.objects.get(release=release.pk, application=application)
    return new


@transaction.atomic
def close_release(release: Release, *, at: datetime) -> list[Registration]:
    """Tell the salt and give everybody a rank; answers the registrations in that order, nobody if it was done.

    Their places are given afterwards, rank by rank (`take_unserved`): this much is done once, or not at all.
    """
    salt = bytes.fromhex(ReleaseSalt.objects.get(pk=release.pk).salt)
    registered = {one.pk: one for one in Registration.objects.filter(release=release.pk)}
    seed = seed_of(registered, salt)
    closing = Release.objects.filter(pk=release.pk, drawn_at=None, closes_at__lte=at)
    if not closing.update(drawn_at=at, salt=salt.hex(), seed=seed.hex()):
        return []
    ordered = [registered[one] for one in drawn_order(registered, seed)]
    for rank, one in enumerate(ordered, start=1):
        one.rank, one.unserved = rank, True
    Registration.objects.bulk_update(ordered, ["rank", "unserved"], batch_size=500)
    return ordered


def list_unserved_releases() -> list[Release]:
    """Releases that are drawn and of which somebody has not had a turn."""
    waiting = Registration.objects.filter(unserved=True).values("release")
    return list(Release.objects.filter(pk__in=waiting).order_by("month"))


def take_unserved(release: Release, count: int) -> list[Registration]:
    """The next ranks whose turn it is, as served: the caller gives them their places in the same transaction."""
    # Two runs at once take turns here, so that nobody is served twice or before his rank.
    Release.objects.select_for_update().get(pk=release.pk)
    found = list(Registration.objects.filter(release=release.pk, unserved=True).order_by("rank")[:count])
    Registration.objects.filter(pk__in=[one.pk for one in found]).update(unserved=False)
    return found


class MonthsPlaces:
    """The places of one month, centre by centre, from the first hour on."""

    def __init__(self, month: date, at: datetime):
        self._month, self._at = month, at
        self._hours: dict[str, list[_Hour]] = {}

    def give(self, visitor: Visitor, centre: str, *, account: UUID) -> Appointment | None:
        """The first place of the centre that the limits allow; None where there is none, or a rule forbids any.

        Limits of one day, of an account or an employer, lead to the next day.
        """
        full_day: date | None = None
        for hour in self._of(centre):
            day = hour.offered.day
            if not hour.left or day == full_day:
                continue
            try:
                with transaction.atomic():
                    found = draw_place(visitor, centre, day, hour.offered.hour, account=account, at=self._at)
                    take_places(hour.offered)
            except (TooManyPlacesADay, TooManyForOneEmployer):
                full_day = day
            except NoPlaceLeft:
                hour.left = 0
            except RuleBroken:
                return None
            else:
                hour.left -= 1
                return found
        return None

    def _of(self, centre: str) -> "list[_Hour]":
        if centre not in self._hours:
            self._hours[centre] = list(self._read(centre))
        return self._hours[centre]

    def _read(self, centre: str) -> "Iterator[_Hour]":
        last = month_after(self._month) - timedelta(days=1)
        rows = Capacity.objects.filter(centre=centre, day__gte=self._month, day__lte=last)
        taken = {(day, hour): n for day, hour, n in rows.values_list("day", "hour", F("places") - F("left"))}
        plan = plan_days([centre], self._month, last, at=self._at)
        for n in range((last - self._month).days + 1):
            day = self._month + timedelta(days=n)
            for hour, found in plan.day(centre, day).items():
                left = max(0, found.places - taken.get((day, hour), 0))
                yield _Hour(OfferedHour(centre, day, hour, found.places), left)


@dataclass(slots=True)
class _Hour:
    offered: OfferedHour
    left: int


def list_due_releases(at: datetime) -> list[Release]:
    """Releases whose registration has ended a moment ago at least, and that are not drawn."""
    return list(Release.objects.filter(closes_at__lte=at - STRAGGLERS, drawn_at=None).order_by("month"))


def list_releases() -> list[Release]:
    """The last twelve releases, the newest first."""
    return list(Release.objects.order_by("-month")[:12])


def find_registration(application: UUID) -> tuple[Release, Registration] | None:
    """The newest draw in which an application takes part."""
    found = Registration.objects.filter(application=application).order_by("-registered_at").first()
    return (Release.objects.get(pk=found.release), found) if found else None


def list_ranks(month: date) -> list[tuple[int, UUID]]:
    """Ranks and ids of a draw that was held, in order: what it takes to compute it again."""
    release = Release.objects.filter(month=month, drawn_at__isnull=False).first()
    if release is None:
        return []
    ranked = Registration.objects.filter(release=release.pk, rank__isnull=False).order_by("rank")
    return [(one.rank or 0, one.pk) for one in ranked]


def find_open_release(at: datetime) -> Release | None:
    """The release for which one can register now."""
    return Release.objects.filter(opens_at__lte=at, closes_at__gt=at, drawn_at=None).first()


def _window(month: date) -> tuple[datetime, datetime]:
    closes = datetime.combine(month - timedelta(days=DAYS_AHEAD), time(0), BANGKOK)
    return closes - timedelta(days=booking_limit("draw_days")), closes


def _is_open(month: date, at: datetime) -> bool:
    opens_at, closes_at = _window(month)
    return opens_at <= at < closes_at


def month_after(day: date) -> date:
    """The first day of the month that follows the month of `day`."""
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
