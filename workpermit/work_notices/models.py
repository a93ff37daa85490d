"""Notices that the law asks of an employer."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from workpermit.casework.models import Case
from workpermit.work_notices.lifecycle import LIFECYCLE, Status


class WorkNotice(Case):
    """A notice of hire or exit (s.13). Who it is about is sealed in its answers."""

    LIFECYCLE = LIFECYCLE

    number = models.CharField(max_length=13, null=True, unique=True)
    service = models.CharField(max_length=32)
    service_version = models.UUIDField()
    filing_account = models.UUIDField()
    subject = models.UUIDField(unique=True)
    label_record = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    event_on = models.DateField(null=True)  # the day of hire or exit, from which the law counts
    due_on = models.DateField(null=True)  # the last day to file in time
    filed_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    receipt = models.TextField(blank=True)  # compact JWS: acknowledgement signed by the vault

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=Status.values), name="notice_status_is_known"),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.FILED, Status.ACKNOWLEDGED])
                | Q(filed_at__isnull=False, number__isnull=False, event_on__isnull=False),
                name="notice_that_is_filed_has_a_number_and_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.ACKNOWLEDGED) | (Q(acknowledged_at__isnull=False) & ~Q(receipt="")),
                name="notice_that_is_acknowledged_has_a_receipt",
            ),
        )
        indexes = (models.Index(fields=["filing_account", "-id"], name="notices_of_a_filer"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "status", "status_changed_at", "number", "service", "service_version", "filing_account", "subject",
            "label_record", "started_at", "event_on", "due_on", "filed_at", "acknowledged_at", "receipt",
        }  # fmt: skip
