"""Places at the centres and who has one."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from workpermit.appointments.lifecycle import LIFECYCLE, WAITING, Status, WaitingStatus
from workpermit.casework.models import Case
from workpermit.core.ids import uuid7

# Limits that a trigger keeps (workpermit.zones.limits), under the names by which it refuses.
ACCOUNT_DAY = "account_takes_so_many_places_a_day"
EMPLOYER_DAY = "employer_takes_so_many_places_a_day"
WORKER_OPEN = "worker_holds_so_many_places"
APPLICATION_WEEK = "application_is_booked_so_often_a_week"


class Capacity(models.Model):
    """How many places one centre has in one hour of one day, and how many are left.

    The row is made by the first booking of that hour, from counters and staff as they are then, so no nightly job is
    needed for places to exist. The check keeps the last place from being sold twice. See `counts`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.CharField(max_length=16)
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()  # begins at this hour, Bangkok time
    places = models.PositiveSmallIntegerField()
    left = models.SmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["centre", "day", "hour"], name="capacity_is_counted_once"),
            models.CheckConstraint(condition=Q(left__gte=0), name="capacity_is_never_oversold"),
            models.CheckConstraint(condition=Q(left__lte=F("places")), name="capacity_does_not_grow_by_itself"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"id", "centre", "day", "hour", "places", "left"}

    def __str__(self) -> str:
        return f"{self.centre} {self.day} {self.hour}:00"


class Appointment(Case):
    """A named place for the worker of one application. It cannot be given to somebody else."""

    LIFECYCLE = LIFECYCLE

    application = models.UUIDField()
    subject = models.UUIDField()
    worker = models.UUIDField(null=True)  # the worker's account
    needs = models.JSONField(default=list, db_default=[])  # codes of `needs.Need`
    centre = models.CharField(max_length=16)
    day = models.DateField()
    hour = models.PositiveSmallIntegerField()
    begins_at = models.DateTimeField()
    missed_after = models.DateTimeField()
    booked_by = models.UUIDField()
    booked_at = models.DateTimeField()
    employer = models.CharField(max_length=64, default="", db_default="", editable=False)  # a trigger's word for it
    visit = models.UUIDField(null=True)  # the vault's name for the visit that is open
    passed_on = models.BooleanField(default=False, db_default=False)  # its place went to the list, or back to all

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=Status.values), name="appointment_status_is_known"),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(status__in=[Status.BOOKED, Status.CHECKED_IN]),
                name="application_has_one_open_appointment",
            ),
        )
        indexes = (
            models.Index(fields=["centre", "day", "hour", "id"], name="appointments_of_a_centre"),
            models.Index(fields=["booked_by", "day"], name="appointments_of_an_account"),
            models.Index(fields=["employer", "day"], name="appointments_of_an_employer"),
            models.Index(fields=["application", "booked_at"], name="appointments_of_a_case"),
            models.Index(
                fields=["worker"],
                condition=Q(status__in=[Status.BOOKED, Status.CHECKED_IN]),
                name="appointments_of_a_worker",
            ),
            models.Index(
                fields=["missed_after"],
                condition=Q(status__in=[Status.BOOKED, Status.CHECKED_IN]),
                name="appointments_that_may_be_missed",
            ),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        passing: ClassVar[set[str]] = {"needs"}  # says something about a person; emptied when the appointment ends
        plain: ClassVar[set[str]] = {
            "id", "status", "status_changed_at", "application", "subject", "worker", "centre", "day", "hour",
            "begins_at", "missed_after", "booked_by", "booked_at", "employer",
            "visit", "passed_on",
        }  # fmt: skip


class WaitingPlace(Case):
    """Somebody who waits for a place at one centre, and the place that is kept for him while it is offered.

    `bumped`, `since` and `joined_at` are the published order; see `waiting.order`.
    """

    LIFECYCLE = WAITING

    application = models.UUIDField()
    centre = models.CharField(max_length=16)
    bumped = models.BooleanField()  # a closure ended the last appointment
    since = models.DateTimeField()  # from when on the application has waited for its visit
    joined_at = models.DateTimeField()
    day = models.DateField(null=True)
    hour = models.PositiveSmallIntegerField(null=True)
    offered_until = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=WaitingStatus.values), name="waiting_status_is_known"),
            models.CheckConstraint(
                condition=Q(status__in=[WaitingStatus.WAITING, WaitingStatus.LEFT])
                | Q(day__isnull=False, hour__isnull=False, offered_until__isnull=False),
                name="offer_names_a_place_and_an_end",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(status__in=[WaitingStatus.WAITING, WaitingStatus.OFFERED]),
                name="application_waits_at_one_centre",
            ),
        )
        indexes = (
            models.Index(
                fields=["centre"],
                condition=Q(status=WaitingStatus.WAITING),
                name="those_who_wait_at_a_centre",
            ),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "status", "status_changed_at", "application", "centre", "bumped", "since", "joined_at",
            "day", "hour", "offered_until",
        }  # fmt: skip


class Release(models.Model):
    """The draw of one month's places: who registers in time is drawn in an order that anybody can compute again.

    `commitment` is the SHA-256 of the salt and stands there from the beginning; the salt follows with the draw.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    month = models.DateField(unique=True)  # its first day
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    commitment = models.CharField(max_length=64)
    salt = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="release_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True, salt="", seed="")
                | (Q(drawn_at__gte=F("closes_at")) & ~Q(salt="") & ~Q(seed="")),
                name="salt_is_told_with_the_draw",
            ),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "month", "opens_at", "closes_at", "commitment", "salt", "seed", "drawn_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"release {self.month}"


class ReleaseSalt(models.Model):
    """The salt of a draw that is to come. Only the process that draws can read it."""

    release = models.UUIDField(primary_key=True, editable=False)
    salt = models.CharField(max_length=64)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"release", "salt"}

    def __str__(self) -> str:
        return f"salt of {self.release}"


class Registration(models.Model):
    """One application in the draw of one month."""

    id = models.UUIDField(primary_key=True, editable=False)  # random; what is drawn, and all that is published
    release = models.UUIDField()
    application = models.UUIDField()
    centre = models.CharField(max_length=16)
    registered_at = models.DateTimeField()
    rank = models.PositiveIntegerField(null=True)  # 1 is first
    unserved = models.BooleanField(default=False, db_default=False)  # drawn, and its place is still to be given

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["release", "application"], name="application_is_drawn_once"),
            models.UniqueConstraint(fields=["release", "rank"], name="rank_is_given_once"),
        )
        indexes = (
            models.Index(fields=["release", "rank"], condition=Q(unserved=True), name="registrations_to_be_served"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"id", "release", "application", "centre", "registered_at", "rank", "unserved"}

    def __str__(self) -> str:
        return f"registration {self.pk}"


class GroupBooking(models.Model):
    """What came of booking several applications in one act, so that a form sent twice acts once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.UUIDField()
    made_at = models.DateTimeField()
    # Each chosen application with the rule that kept it without a place, "" where it has one.
    entries = models.JSONField(default=list)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"id", "account", "made_at", "entries"}

    def __str__(self) -> str:
        return f"group {self.pk}"
