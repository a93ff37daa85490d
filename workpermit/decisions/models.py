"""Recommendations, decisions being prepared, and decisions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from workpermit.core.ids import uuid7


class Outcome(models.TextChoices):
    GRANTED = "granted"
    REFUSED = "refused"


class Recommendation(models.Model):
    """What the assistant registrar proposes. The words are sealed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.UUIDField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    reasons = models.JSONField(default=list)  # reason codes of the catalogue
    note = models.UUIDField(null=True)  # sealed record
    recommended_by = models.UUIDField()
    recommended_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["application", "-recommended_at"], name="recommendations_of_a_case"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "application", "outcome", "reasons", "note", "recommended_by", "recommended_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.outcome


class Return(models.Model):
    """What has to be corrected. Missing documents are named all at once, and once (Licensing Facilitation Act)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.UUIDField()
    reasons = models.JSONField()  # reason codes of the catalogue
    asks_for_documents = models.BooleanField(default=False, db_default=False)
    documents = models.JSONField(default=list, db_default=[])  # the missing ones, as the checklist names them
    note = models.UUIDField(null=True)  # sealed record
    returned_by = models.UUIDField()
    returned_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(asks_for_documents=True),
                name="missing_documents_are_asked_for_once",
            ),
            models.CheckConstraint(
                condition=Q(asks_for_documents=True) & ~Q(documents=[]) | Q(asks_for_documents=False, documents=[]),
                name="return_that_asks_for_documents_names_them",
            ),
        )
        indexes = (models.Index(fields=["application", "-returned_at"], name="returns_of_a_case"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "application", "reasons", "asks_for_documents", "documents", "note", "returned_by", "returned_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return str(self.returned_at)


class Proposal(models.Model):
    """A decision that is ready to be signed: the bytes that the registrar's key will cover.

    It has no effect. It is kept so that the page shows, and the key signs, the same bytes.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)  # becomes the decision's id
    application = models.UUIDField()
    outcome = models.CharField(max_length=10, choices=Outcome)
    document = models.BinaryField()  # RFC 8785 JSON, see docs/architecture.md
    prepared_by = models.UUIDField()
    prepared_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "application", "outcome", "document", "prepared_by", "prepared_at", "expires_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.outcome


class Decision(models.Model):
    """What the registrar decided: the signed bytes and all that is needed to check them in ten years."""

    id = models.UUIDField(primary_key=True, editable=False)
    application = models.UUIDField(unique=True)
    outcome = models.CharField(max_length=10, choices=Outcome)
    document = models.BinaryField()
    client_data = models.BinaryField()
    authenticator_data = models.BinaryField()
    signature = models.BinaryField()  # ASN.1 DER
    credential_id = models.BinaryField()
    reasons = models.JSONField(default=list)  # reason codes of the catalogue
    reason = models.UUIDField(null=True)  # sealed record with the registrar's own words
    terms = models.UUIDField()  # sealed record: what was asked for, and what the permit says if granted
    decided_by = models.UUIDField()
    decided_at = models.DateTimeField()
    appeal_until = models.DateField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome=Outcome.GRANTED)
                | Q(outcome=Outcome.REFUSED, reason__isnull=False, appeal_until__isnull=False),
                name="decision_to_refuse_has_a_reason_and_an_appeal",
            ),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "application", "outcome", "document", "client_data", "authenticator_data", "signature",
            "credential_id", "reasons", "reason", "terms", "decided_by", "decided_at", "appeal_until",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.outcome
