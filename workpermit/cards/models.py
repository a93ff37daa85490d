"""The cards of issued permits. The operator's rows know a permit's number and a blank's serial, nothing else."""

from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from workpermit.cards.lifecycle import LIFECYCLE, Status
from workpermit.casework.models import Case

WITHOUT_BLANK = (Status.UNPLACED, Status.QUEUED)


class Card(Case):
    """One permit's card at the centre where the worker was seen, or which the worker chose.

    `blank` is the movement of the ledger that gave `serial` to this card; the personalisation file is made for it and
    for no other. Both are empty while the card waits for a blank.
    """

    LIFECYCLE = LIFECYCLE

    application = models.UUIDField()
    appointment = models.UUIDField(null=True)  # at which the centre saw the worker for this permit
    centre = models.CharField(max_length=16, blank=True)
    permit = models.CharField(max_length=13, unique=True)
    queued_at = models.DateTimeField()
    serial = models.BigIntegerField(null=True)
    blank = models.UUIDField(null=True)
    issued_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=Status.values), name="card_status_is_known"),
            models.CheckConstraint(
                condition=Q(status__in=WITHOUT_BLANK, serial=None, blank=None)
                | ~Q(status__in=WITHOUT_BLANK) & Q(serial__isnull=False, blank__isnull=False),
                name="card_has_a_blank_unless_it_waits_for_one",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.ISSUED, issued_at__isnull=False)
                | ~Q(status=Status.ISSUED) & Q(issued_at=None),
                name="card_that_is_issued_says_when",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.UNPLACED, centre="") | ~Q(status=Status.UNPLACED) & ~Q(centre=""),
                name="card_has_a_centre_unless_it_waits_for_one",
            ),
            models.UniqueConstraint(fields=["serial"], name="blank_becomes_one_card"),
        )
        indexes = (models.Index(fields=["centre", "status", "id"], name="cards_of_a_centre"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "status", "status_changed_at", "application", "appointment", "centre", "permit", "queued_at",
            "serial", "blank", "issued_at",
        }  # fmt: skip

    @property
    def code_for(self) -> UUID:
        """What the code is made for that the worker shows: the visit, or the card where there was none."""
        return self.appointment or self.pk
