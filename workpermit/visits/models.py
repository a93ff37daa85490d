"""Tickets of a centre's queue and the counters that call them. Numbers and times; nobody's name is here."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from workpermit.casework.models import Case
from workpermit.core.ids import uuid7
from workpermit.visits.lifecycle import AT_COUNTER, LIFECYCLE, OPEN, Status
from workpermit.visits.wishes import Wish


class TicketRoll(models.Model):
    """The last number that one series of one centre has given out on one day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.CharField(max_length=16)
    day = models.DateField()
    series = models.CharField(max_length=1)
    last = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["centre", "day", "series"], name="ticket_roll_is_one_a_day"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"id", "centre", "day", "series", "last"}

    def __str__(self) -> str:
        return f"{self.centre} {self.day} {self.series}"


class KioskNumber(models.Model):
    """A number that one kiosk may give while it has no link. It is used once a ticket of its series has it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kiosk = models.UUIDField()  # of the kiosk's own making, another each day
    centre = models.CharField(max_length=16)
    day = models.DateField()
    number = models.PositiveSmallIntegerField()
    held_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["centre", "day", "number"], name="number_is_held_by_one_kiosk"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"id", "kiosk", "centre", "day", "number", "held_at"}

    def __str__(self) -> str:
        return f"{self.centre} {self.day} {self.number}"


class CounterSession(models.Model):
    """A clerk at one counter of a centre, from opening it until leaving it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.CharField(max_length=16)
    day = models.DateField()
    counter = models.CharField(max_length=8)  # as on the sign above it
    serves = models.CharField(max_length=64)  # wishes, a space between them
    clerk = models.UUIDField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["centre", "counter"], condition=Q(closed_at=None), name="counter_has_one_clerk_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["clerk"], condition=Q(closed_at=None), name="clerk_is_at_one_counter_at_a_time"
            ),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "centre", "day", "counter", "serves", "clerk", "opened_at", "closed_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.centre} {self.counter}"

    @property
    def wishes(self) -> list[str]:
        return self.serves.split()


class Ticket(Case):
    """One visitor in the queue of a day. Whoever has its token can follow it; only the token's hash is kept."""

    LIFECYCLE = LIFECYCLE

    centre = models.CharField(max_length=16)
    day = models.DateField()
    series = models.CharField(max_length=1)
    number = models.PositiveSmallIntegerField()
    token_hash = models.BinaryField(max_length=32, unique=True)
    wish = models.CharField(max_length=16)
    appointment = models.UUIDField(null=True)
    first = models.BooleanField()  # called before others of the same hour; why is not kept
    taken_at = models.DateTimeField()
    due_at = models.DateTimeField()  # the hour of the appointment; for walk-ins when they came
    waiting_since = models.DateTimeField()  # begins anew after a transfer or a return
    counter = models.CharField(max_length=8, blank=True)  # the last one that called
    clerk = models.UUIDField(null=True)
    reserved = models.UUIDField(null=True)  # the counter session that alone may call it (offline.py)
    calls = models.PositiveSmallIntegerField(default=0)  # at this counter
    called_at = models.DateTimeField(null=True)  # the latest call
    serving_since = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=Status.values), name="ticket_status_is_known"),
            models.CheckConstraint(condition=Q(wish__in=Wish.values), name="ticket_wish_is_known"),
            models.UniqueConstraint(fields=["centre", "day", "series", "number"], name="ticket_number_is_given_once"),
            models.UniqueConstraint(
                fields=["appointment"], condition=Q(status__in=OPEN), name="appointment_has_one_ticket_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["centre", "day", "counter"],
                condition=Q(status__in=AT_COUNTER),
                name="counter_has_one_visitor_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=AT_COUNTER) | ~Q(counter="") & Q(called_at__isnull=False, clerk__isnull=False),
                name="ticket_is_called_to_a_counter",
            ),
        )
        indexes = (
            models.Index(fields=["centre", "day"], condition=Q(status__in=OPEN), name="tickets_in_the_hall"),
            models.Index(fields=["centre", "day", "-called_at"], name="tickets_called_last"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "status", "status_changed_at", "centre", "day", "series", "number", "token_hash", "wish",
            "appointment", "first", "taken_at", "due_at", "waiting_since", "counter", "clerk", "reserved", "calls",
            "called_at", "serving_since",
        }  # fmt: skip

    @property
    def label(self) -> str:
        """`A 007`, as on the paper and on the display."""
        return f"{self.series} {self.number:03d}"


class Turn(models.Model):
    """One ticket at one counter, written when it leaves there: what waiting and serving times are counted from."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    ticket = models.UUIDField()
    centre = models.CharField(max_length=16)
    day = models.DateField()
    counter = models.CharField(max_length=8)
    wish = models.CharField(max_length=16)
    waiting_since = models.DateTimeField()
    called_at = models.DateTimeField()
    serving_since = models.DateTimeField(null=True)
    ended_at = models.DateTimeField()
    end = models.CharField(max_length=24)  # the act that ended it

    class Meta:
        indexes = (models.Index(fields=["centre", "day", "ended_at"], name="turns_of_a_day"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "ticket", "centre", "day", "counter", "wish", "waiting_since", "called_at", "serving_since",
            "ended_at", "end",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.centre} {self.counter} {self.end}"


class OfflineAct(models.Model):
    """An act that a counter recorded while its link was lost, under the id that the counter gave it: it counts once."""

    id = models.UUIDField(primary_key=True, editable=False)
    session = models.UUIDField()
    ticket = models.UUIDField()
    act = models.CharField(max_length=16)
    at = models.DateTimeField()  # by the server's clock
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=32)  # done, or the rule that refused it

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"id", "session", "ticket", "act", "at", "received_at", "outcome"}

    def __str__(self) -> str:
        return f"{self.act} {self.outcome}"
