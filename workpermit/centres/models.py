"""What a centre has, and what is different on single days."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from workpermit.casework.models import Case
from workpermit.centres.lifecycle import (
    CLOSURE,
    COUNTER,
    EQUIPMENT,
    INCIDENT,
    OVERRIDE,
    SHIFT,
    TOUR_STOP,
    CounterStatus,
    EquipmentStatus,
    IncidentStatus,
    OrderStatus,
    ShiftStatus,
    StopStatus,
)
from workpermit.core.ids import uuid7

LONGEST_REASON = 300  # characters
LONGEST_NUMBER = 8  # of a counter, as on the sign above it
LONGEST_SERIAL = 40
MOST_PLACES = 500  # in an hour

_CASE = {"id", "status", "status_changed_at"}


class Counter(Case):
    """One counter of a centre and what it can do. Without rows a centre has the counters of its size."""

    LIFECYCLE = COUNTER
    CAPABILITIES: ClassVar = ("check_in", "identity", "cards", "assisted")

    centre = models.CharField(max_length=16)
    number = models.CharField(max_length=LONGEST_NUMBER)
    check_in = models.BooleanField()
    identity = models.BooleanField()
    cards = models.BooleanField()
    assisted = models.BooleanField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=CounterStatus.values), name="counter_status_is_known"),
            models.CheckConstraint(condition=~Q(number=""), name="counter_has_a_number"),
            models.CheckConstraint(
                condition=Q(check_in=True) | Q(identity=True) | Q(cards=True) | Q(assisted=True),
                name="counter_can_do_something",
            ),
            models.UniqueConstraint(fields=["centre", "number"], name="counter_number_is_of_one_counter"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = _CASE | {"centre", "number", "check_in", "identity", "cards", "assisted"}

    @property
    def is_open(self) -> bool:
        """Also of a counter that the centre has by its size, and that no row says anything about yet."""
        return self.status != CounterStatus.CLOSED

    @property
    def capabilities(self) -> list[str]:
        """What can be done here, by the names of the columns."""
        return [name for name in self.CAPABILITIES if getattr(self, name)]


class EquipmentKind(models.TextChoices):
    """What stands at a counter or in the hall."""

    CAMERA = "camera"
    FINGERPRINT_READER = "fingerprint_reader"
    PASSPORT_READER = "passport_reader"
    CARD_PRINTER = "card_printer"
    KIOSK = "kiosk"


class Equipment(Case):
    """A machine of a centre; `counter` is empty where it stands in the hall or in the store."""

    LIFECYCLE = EQUIPMENT

    centre = models.CharField(max_length=16)
    counter = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    kind = models.CharField(max_length=24)
    serial = models.CharField(max_length=LONGEST_SERIAL)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=EquipmentStatus.values), name="equipment_status_is_known"),
            models.CheckConstraint(condition=Q(kind__in=EquipmentKind.values), name="equipment_kind_is_known"),
            models.CheckConstraint(condition=~Q(serial=""), name="equipment_has_a_serial"),
            models.UniqueConstraint(fields=["kind", "serial"], name="equipment_serial_is_of_one_machine"),
        )
        indexes = (models.Index(fields=["centre", "kind"], name="equipment_of_a_centre"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = _CASE | {"centre", "counter", "kind", "serial"}


class EquipmentEntry(models.Model):
    """A line in the history of a machine: what happened to it and what was done, in a few words."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    equipment = models.UUIDField()
    act = models.CharField(max_length=32)
    counter = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    words = models.CharField(max_length=LONGEST_REASON, blank=True)
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["equipment", "id"], name="history_of_a_machine"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"id", "equipment", "act", "counter", "words", "by", "at"}

    def __str__(self) -> str:
        return f"{self.act} {self.equipment}"


class Shift(Case):
    """Somebody of the staff is at a counter that identifies people, from one full hour until another, Bangkok time.

    A plan gives no right: who may work at a centre is said by a signed statement (docs/vault.md).
    """

    LIFECYCLE = SHIFT

    centre = models.CharField(max_length=16)
    account = models.UUIDField()
    counter = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    day = models.DateField()
    from_hour = models.PositiveSmallIntegerField()
    until_hour = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=ShiftStatus.values), name="shift_status_is_known"),
            models.CheckConstraint(
                condition=Q(from_hour__lt=F("until_hour"), until_hour__lte=24), name="shift_ends_after_it_begins"
            ),
        )
        indexes = (
            models.Index(fields=["day", "centre"], condition=Q(status="planned"), name="shifts_that_are_planned"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = _CASE | {"centre", "account", "counter", "day", "from_hour", "until_hour"}


class DayOverride(Case):
    """Another number of places in each hour of one day than the centre publishes, and why."""

    LIFECYCLE = OVERRIDE

    centre = models.CharField(max_length=16)
    day = models.DateField()
    places = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=LONGEST_REASON)
    ordered_by = models.UUIDField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=OrderStatus.values), name="override_status_is_known"),
            models.CheckConstraint(
                condition=Q(places__gte=1, places__lte=MOST_PLACES), name="override_leaves_places_open"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="override_says_why"),
            models.UniqueConstraint(
                fields=["centre", "day"], condition=Q(status="ordered"), name="day_has_one_override"
            ),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = _CASE | {"centre", "day", "places", "reason", "ordered_by"}


class Closure(Case):
    """The centre is closed from a first day to a last; people read why in both languages."""

    LIFECYCLE = CLOSURE

    centre = models.CharField(max_length=16)
    first_day = models.DateField()
    last_day = models.DateField()
    reason_th = models.CharField(max_length=LONGEST_REASON)
    reason_en = models.CharField(max_length=LONGEST_REASON)
    ordered_by = models.UUIDField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=OrderStatus.values), name="closure_status_is_known"),
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")), name="closure_does_not_end_before_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(reason_th="") & ~Q(reason_en=""), name="closure_says_why_in_both_languages"
            ),
        )
        indexes = (
            models.Index(fields=["last_day", "centre"], condition=Q(status="ordered"), name="closures_that_hold"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = _CASE | {
            "centre", "first_day", "last_day", "reason_th", "reason_en", "ordered_by",
        }  # fmt: skip


class IncidentKind(models.TextChoices):
    """What can go wrong in a centre."""

    POWER = "power"
    LINK = "link"
    EQUIPMENT = "equipment"
    STAFF = "staff"
    CROWD = "crowd"
    SAFETY = "safety"
    OTHER = "other"


class Incident(Case):
    """Something that kept a centre or one of its counters from its work; never about a person."""

    LIFECYCLE = INCIDENT

    centre = models.CharField(max_length=16)
    counter = models.CharField(max_length=LONGEST_NUMBER, blank=True)
    kind = models.CharField(max_length=16)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    what = models.CharField(max_length=LONGEST_REASON)
    done = models.CharField(max_length=LONGEST_REASON, blank=True)
    reported_by = models.UUIDField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=IncidentStatus.values), name="incident_status_is_known"),
            models.CheckConstraint(condition=Q(kind__in=IncidentKind.values), name="incident_kind_is_known"),
            models.CheckConstraint(condition=~Q(what=""), name="incident_says_what"),
            models.CheckConstraint(
                condition=Q(status=IncidentStatus.OPEN, until=None, done="")
                | (Q(status=IncidentStatus.ENDED, until__gte=F("since")) & ~Q(done="")),
                name="incident_that_ended_says_when_and_what_was_done",
            ),
        )
        indexes = (models.Index(fields=["centre", "-since"], name="incidents_of_a_centre"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = _CASE | {
            "centre", "counter", "kind", "since", "until", "what", "done", "reported_by",
        }  # fmt: skip


class TourStop(Case):
    """A mobile unit is at a place in a province from a first day to a last, each day between two full hours.

    `places` are those of one hour. It can be booked under the unit's code, as a centre.
    """

    LIFECYCLE = TOUR_STOP

    unit = models.CharField(max_length=16)
    province = models.CharField(max_length=2)
    place_th = models.CharField(max_length=LONGEST_REASON)
    place_en = models.CharField(max_length=LONGEST_REASON)
    first_day = models.DateField()
    last_day = models.DateField()
    from_hour = models.PositiveSmallIntegerField()
    until_hour = models.PositiveSmallIntegerField()
    places = models.PositiveSmallIntegerField()
    reason_th = models.CharField(max_length=LONGEST_REASON, blank=True)
    reason_en = models.CharField(max_length=LONGEST_REASON, blank=True)
    published_by = models.UUIDField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=StopStatus.values), name="tour_stop_status_is_known"),
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")), name="tour_stop_does_not_end_before_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(from_hour__lt=F("until_hour"), until_hour__lte=24), name="tour_stop_has_hours"
            ),
            models.CheckConstraint(condition=Q(places__gte=1, places__lte=MOST_PLACES), name="tour_stop_has_places"),
            models.CheckConstraint(
                condition=~Q(place_th="") & ~Q(place_en=""), name="tour_stop_says_where_in_both_languages"
            ),
            models.CheckConstraint(
                condition=Q(status=StopStatus.PUBLISHED) | (~Q(reason_th="") & ~Q(reason_en="")),
                name="tour_stop_that_was_called_off_says_why",
            ),
        )
        indexes = (models.Index(fields=["unit", "last_day"], name="stops_of_a_mobile_unit"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = _CASE | {
            "unit", "province", "place_th", "place_en", "first_day", "last_day", "from_hour", "until_hour", "places",
            "reason_th", "reason_en", "published_by",
        }  # fmt: skip


class Revision(models.Model):
    """A word for everything that the places of a centre follow from: another one whenever any of it has changed.

    Triggers of the database write it (`workpermit.zones.derived`); see `kept`.
    """

    centre = models.CharField(primary_key=True, max_length=16, editable=False)
    word = models.UUIDField()

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"centre", "word"}

    def __str__(self) -> str:
        return f"revision of {self.centre}"
