"""What is stopped, from when until when, and what people are told about it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from workpermit.casework.models import Case
from workpermit.freezes.lifecycle import LIFECYCLE, Status

LONGEST_MESSAGE = 500  # characters


class Freeze(Case):
    """In force from `begins_at` until `ends_at` (None: until somebody lifts it), while it is not lifted.

    `service` is empty where every service is stopped. A trigger on the tables of cases reads this one
    (`workpermit.zones.frozen`).
    """

    LIFECYCLE = LIFECYCLE

    service = models.CharField(max_length=40, blank=True)
    filings = models.BooleanField()
    decisions = models.BooleanField()
    message_th = models.CharField(max_length=LONGEST_MESSAGE)
    message_en = models.CharField(max_length=LONGEST_MESSAGE)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    ordered_by = models.UUIDField()
    lifted_by = models.UUIDField(null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=Status.values), name="freeze_status_is_known"),
            models.CheckConstraint(condition=Q(filings=True) | Q(decisions=True), name="freeze_stops_something"),
            models.CheckConstraint(
                condition=~Q(message_th="") & ~Q(message_en=""), name="freeze_says_why_in_both_languages"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("begins_at")), name="freeze_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(status=Status.ORDERED, lifted_by=None, lifted_at=None)
                | Q(status=Status.LIFTED, lifted_by__isnull=False, lifted_at__isnull=False),
                name="freeze_that_is_lifted_names_who_and_when",
            ),
        )
        indexes = (
            models.Index(fields=["begins_at"], condition=Q(status="ordered"), name="freezes_that_are_not_lifted"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "status", "status_changed_at", "service", "filings", "decisions", "message_th", "message_en",
            "begins_at", "ends_at", "ordered_by", "lifted_by", "lifted_at",
        }  # fmt: skip
