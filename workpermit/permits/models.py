"""Issued permits, and letters of approval."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from workpermit.core.ids import uuid7


class Permit(models.Model):
    """A work permit as the vault signed it. What it says about people is sealed in `terms`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=13, unique=True)
    decision = models.UUIDField(unique=True)
    application = models.UUIDField()
    subject = models.UUIDField()
    terms = models.UUIDField()  # sealed record: employer, job, place
    credential = models.UUIDField()  # sealed record: COSE_Sign1 of a CWT (RFC 8392), the QR's part after #
    valid_from = models.DateField()
    valid_until = models.DateField()
    issued_at = models.DateTimeField()
    statement = models.TextField()  # newest signed statement of the status, compact JWS
    stated_at = models.DateTimeField()  # by the vault's clock
    renew_at = models.DateTimeField()  # when the vault is to be asked again

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="permit_does_not_end_before_it_begins"
            ),
        )
        indexes = (
            models.Index(fields=["application"], name="permits_of_an_application"),
            models.Index(fields=["renew_at"], name="permits_by_next_statement"),
            models.Index(fields=["valid_until", "id"], name="permits_by_last_day"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "number", "decision", "application", "subject", "terms", "credential", "valid_from", "valid_until",
            "issued_at", "statement", "stated_at", "renew_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.number


class Approval(models.Model):
    """A letter of approval as the vault signed it: what a request ends in that gives nobody a permit."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=13, unique=True)
    decision = models.UUIDField(unique=True)
    application = models.UUIDField(unique=True)
    terms = models.UUIDField()  # sealed record: what was approved
    service = models.CharField(max_length=32)
    receipt = models.TextField()  # compact JWS: number, service, office and the hash of the decision
    issued_at = models.DateTimeField()

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "number", "decision", "application", "terms", "service", "receipt", "issued_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.number


class Reminder(models.Model):
    """That the end of a permit was dealt with on one of the catalogue's days before it. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    permit = models.UUIDField()
    days = models.PositiveSmallIntegerField()  # before the permit's last day, as the catalogue names it
    reminded_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["permit", "days"], name="permit_is_reminded_once_for_each_day"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"id", "permit", "days", "reminded_at"}

    def __str__(self) -> str:
        return f"{self.permit}: {self.days}"
