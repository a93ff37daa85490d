"""The ledger of blank cards: movements that are never changed, and what follows from them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from workpermit.card_stock.lifecycle import LIFECYCLE, Status
from workpermit.casework.models import Case
from workpermit.core.ids import uuid7

LONGEST_NOTE = 200  # characters


class State(models.TextChoices):
    """What a blank is where it is."""

    STOCK = "stock"
    TRANSIT = "transit"  # on the way to the place that is named
    USED = "used"  # given to one person's card
    SPOILED = "spoiled"
    WRITTEN_OFF = "written_off"
    LOST = "lost"  # written off on the way


class Kind(models.TextChoices):
    """Why blanks moved."""

    RECEIVE = "receive"
    SEND = "send"
    ACCEPT = "accept"
    USE = "use"
    SPOIL = "spoil"
    WRITE_OFF = "write_off"


# kind, state before, state after; the trigger takes the serials out of the one and puts them into the other.
MOVES = (
    (Kind.RECEIVE, "", State.STOCK),
    (Kind.SEND, State.STOCK, State.TRANSIT),
    (Kind.ACCEPT, State.TRANSIT, State.STOCK),
    (Kind.USE, State.STOCK, State.USED),
    (Kind.SPOIL, State.STOCK, State.SPOILED),
    (Kind.SPOIL, State.USED, State.SPOILED),
    (Kind.WRITE_OFF, State.STOCK, State.WRITTEN_OFF),
    (Kind.WRITE_OFF, State.TRANSIT, State.LOST),
)


class SpoiltBy(models.TextChoices):
    """Why a blank cannot be used."""

    JAM = "jam"
    PRINT = "print"
    CHIP = "chip"
    DAMAGED = "damaged"
    WRONG = "wrong"


def _known_moves() -> Q:
    known = Q(pk__isnull=True)
    for kind, source, target in MOVES:
        known |= Q(kind=kind, source_state=source, target_state=target)
    return known


class Movement(models.Model):
    """A range of serials that went from one place or state to another. Written once, by whoever moved it.

    `order` is the transfer, the write-off or the card that it belongs to. `note` is the number of a delivery's
    paper; it names nobody.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    source = models.CharField(max_length=16, blank=True)
    source_state = models.CharField(max_length=12, blank=True)
    target = models.CharField(max_length=16)
    target_state = models.CharField(max_length=12, choices=State)
    order = models.UUIDField(null=True)
    reason = models.CharField(max_length=12, choices=SpoiltBy, blank=True)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)
    moved_by = models.UUIDField()
    moved_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(last__gte=F("first"), first__gte=0), name="movement_is_a_range"),
            models.CheckConstraint(condition=_known_moves(), name="movement_is_one_of_the_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.RECEIVE, source="")
                | Q(kind=Kind.SEND) & ~Q(source=F("target"))
                | ~Q(kind__in=[Kind.RECEIVE, Kind.SEND]) & Q(source=F("target")),
                name="movement_stays_at_its_centre_unless_it_is_sent",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.SPOIL) & ~Q(reason="") | ~Q(kind=Kind.SPOIL) & Q(reason=""),
                name="movement_says_why_a_card_is_spoiled",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.USE) | Q(first=F("last"), order__isnull=False),
                name="movement_uses_one_blank_for_one_card",
            ),
        )
        indexes = (
            models.Index(fields=["target", "-id"], name="movements_to_a_centre"),
            models.Index(fields=["source", "-id"], name="movements_from_a_centre"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "kind", "first", "last", "source", "source_state", "target", "target_state", "order", "reason",
            "note", "moved_by", "moved_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.first}-{self.last}"


class Holding(models.Model):
    """Where a range of serials is now. Written by the ledger's trigger alone (`workpermit.zones.card_ledger`).

    An exclusion constraint, made by the first migration, keeps two rows from naming one serial. Rows are joined with
    their neighbours, so that a range that a centre holds is always in one row.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    place = models.CharField(max_length=16)
    state = models.CharField(max_length=12, choices=State)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(last__gte=F("first")), name="holding_is_never_below_zero"),)
        indexes = (models.Index(fields=["place", "state", "first"], name="holdings_of_a_centre"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"id", "first", "last", "place", "state"}

    def __str__(self) -> str:
        return f"{self.first}-{self.last} {self.state}"


class Transfer(models.Model):
    """A box of cards from one centre to another: sent, then accepted. `missing` of its cards did not arrive."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sender = models.CharField(max_length=16)
    receiver = models.CharField(max_length=16)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    sent_by = models.UUIDField()
    sent_at = models.DateTimeField()
    accepted_by = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)
    missing = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(sender=F("receiver")), name="transfer_is_between_two_centres"),
            models.CheckConstraint(
                condition=Q(accepted_by=None, accepted_at=None, missing=None)
                | Q(accepted_by__isnull=False, accepted_at__isnull=False, missing__isnull=False),
                name="transfer_that_is_accepted_says_by_whom_and_what_is_missing",
            ),
        )
        indexes = (
            models.Index(fields=["receiver"], condition=Q(accepted_at=None), name="transfers_on_the_way"),
            models.Index(fields=["sender", "-id"], name="transfers_of_a_sender"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "sender", "receiver", "first", "last", "sent_by", "sent_at", "accepted_by", "accepted_at", "missing",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.sender} to {self.receiver}"


class StockCount(models.Model):
    """What somebody counted at a centre, beside what the books said at that moment. It balances, or is no count.

    Numbers of cards since the centre opened; `missing` are those that the books have and the count has not.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    centre = models.CharField(max_length=16)
    received = models.PositiveIntegerField()
    came = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    used = models.PositiveIntegerField()
    spoiled = models.PositiveIntegerField()
    written_off = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()
    missing = models.PositiveIntegerField()
    counted_by = models.UUIDField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    counted=F("received")
                    + F("came")
                    - F("left")
                    - F("used")
                    - F("spoiled")
                    - F("written_off")
                    - F("missing")
                ),
                name="count_balances_with_the_books",
            ),
        )
        indexes = (models.Index(fields=["centre", "-id"], name="counts_of_a_centre"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "centre", "received", "came", "left", "used", "spoiled", "written_off", "counted", "missing",
            "counted_by", "counted_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.centre} {self.counted}"


class WriteOff(Case):
    """A range that a count or an accepted box does not have, proposed to be taken off the books.

    `found_by` is the count or the transfer. Whoever proposes does not decide: a constraint keeps the two apart, and
    the ledger's trigger takes no write-off that was not approved so.
    """

    LIFECYCLE = LIFECYCLE

    centre = models.CharField(max_length=16)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    state = models.CharField(max_length=12, choices=State)  # before it is written off: stock or transit
    found_by = models.UUIDField()
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=LONGEST_NOTE, blank=True)  # why; names nobody

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=Status.values), name="write_off_status_is_known"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="write_off_is_decided_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.PROPOSED, decided_by=None, decided_at=None)
                | ~Q(status=Status.PROPOSED) & Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(remark=""),
                name="write_off_that_is_decided_says_by_whom_when_and_why",
            ),
        )
        indexes = (
            models.Index(fields=["centre"], condition=Q(status=Status.PROPOSED), name="write_offs_that_wait"),
            models.Index(fields=["centre", "-id"], name="write_offs_of_a_centre"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "status", "status_changed_at", "centre", "first", "last", "state", "found_by", "proposed_by",
            "proposed_at", "decided_by", "decided_at", "remark",
        }  # fmt: skip
