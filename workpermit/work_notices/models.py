"""Notices that the law asks of an employer, a recruitment company or a worker."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from workpermit.casework.models import Case
from workpermit.work_notices.lifecycle import LIFECYCLE, Status

LONGEST_EXTENSION = 15  # days, section 61


class WorkNotice(Case):
    """A notice, such as of hire or exit (s.13) or of urgent work (s.61). Who it is about is sealed in its answers."""

    LIFECYCLE = LIFECYCLE

    number = models.CharField(max_length=13, null=True, unique=True)
    service = models.CharField(max_length=32)
    service_version = models.UUIDField()
    filing_account = models.UUIDField()
    subject = models.UUIDField(unique=True)
    label_record = models.UUIDField(null=True)
    started_at = models.DateTimeField()
    event_on = models.DateField(null=True)  # the day of hire, exit and so on, from which the law counts
    due_on = models.DateField(null=True)  # the last day to file in time
    until_on = models.DateField(null=True)  # the last day of the work, where the notice is of a period (s.61)
    province = models.CharField(max_length=2, blank=True)  # of the workplace
    office = models.CharField(max_length=16, blank=True)  # that reads it
    basis = models.CharField(max_length=13, blank=True)  # number of the notice that this one extends
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
            # Section 61 allows one extension; two windows that file at once are told apart here.
            models.UniqueConstraint(
                fields=["filing_account", "basis"],
                condition=~Q(basis="") & Q(filed_at__isnull=False),
                name="notice_is_extended_once",
            ),
            # What is extended ends on `event_on`, the day from which the law counts for an extension.
            models.CheckConstraint(
                condition=Q(basis="")
                | Q(filed_at__isnull=True)
                | Q(until_on__gt=F("event_on"), until_on__lte=F("event_on") + timedelta(days=LONGEST_EXTENSION)),
                name="notice_is_extended_by_fifteen_days_at_most",
            ),
        )
        indexes = (
            models.Index(fields=["filing_account", "-id"], name="notices_of_a_filer"),
            models.Index(
                fields=["office", "-filed_at", "-id"],
                condition=Q(status=Status.ACKNOWLEDGED),
                name="notices_of_an_office",
            ),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "status", "status_changed_at", "number", "service", "service_version", "filing_account", "subject",
            "label_record", "started_at", "event_on", "due_on", "until_on", "province", "office", "basis", "filed_at",
            "acknowledged_at",
            "receipt",
        }  # fmt: skip
