"""What a clerk found when the person stood at the counter."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from workpermit.core.ids import uuid7


class IdentityCheck(models.Model):
    """One comparison of the person with the paper and the photograph, by eye."""

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed"
        NOT_CONFIRMED = "not_confirmed"

    class Reason(models.TextChoices):
        FACE_DIFFERS = "face_differs"
        PAPER_DIFFERS = "paper_differs"
        PAPER_DAMAGED = "paper_damaged"
        PAPER_EXPIRED = "paper_expired"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.UUIDField()
    appointment = models.UUIDField()
    visit = models.UUIDField()
    centre = models.CharField(max_length=16)
    outcome = models.CharField(max_length=16, choices=Outcome)
    reason = models.CharField(max_length=16, choices=Reason, blank=True)
    checked_by = models.UUIDField()
    checked_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome="confirmed", reason="") | (Q(outcome="not_confirmed") & ~Q(reason="")),
                name="identity_not_confirmed_says_why",
            ),
            models.UniqueConstraint(fields=["visit"], name="visit_is_checked_once"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "application", "appointment", "visit", "centre", "outcome", "reason", "checked_by", "checked_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.outcome
