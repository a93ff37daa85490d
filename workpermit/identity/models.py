"""What a camera took and a clerk found when the person stood at the counter."""

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
    face = models.CharField(max_length=20, blank=True)  # what the comparison of faces had advised: its band or code
    chip = models.CharField(max_length=20, blank=True)  # what the passport's chip had proven, as a code
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
            "id", "application", "appointment", "visit", "centre", "outcome", "reason", "face", "chip", "checked_by",
            "checked_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.outcome


class Capture(models.Model):
    """Something that a counter's camera or reader took; it and the device's signature over it are sealed."""

    class Kind(models.TextChoices):
        FACE = "face"
        CHIP = "chip"
        BIOMETRIC = "biometric"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=12, choices=Kind)
    application = models.UUIDField()
    visit = models.UUIDField()
    centre = models.CharField(max_length=16)
    record = models.UUIDField(unique=True)
    captured_by = models.UUIDField()
    captured_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["visit", "kind", "-id"], name="captures_of_a_visit"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "kind", "application", "visit", "centre", "record", "captured_by", "captured_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} of visit {self.visit}"


class FaceComparison(models.Model):
    """What the government zone found for one picture: a code, and how alike the faces are as a band, never a number."""

    capture = models.OneToOneField(Capture, models.PROTECT, primary_key=True, related_name="comparison")
    seen = models.CharField(max_length=20)
    band = models.CharField(max_length=12, blank=True)
    paper = models.CharField(max_length=40, blank=True)  # the document that it was compared with
    compared_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(seen="compared") & ~Q(band="") | ~Q(seen="compared") & Q(band=""),
                name="face_that_was_compared_has_a_band",
            ),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"capture", "seen", "band", "paper", "compared_at"}

    def __str__(self) -> str:
        return self.band or self.seen


class ChipFinding(models.Model):
    """What the government zone found in one passport's chip: a code, and names of answers that differ from its zone."""

    capture = models.OneToOneField(Capture, models.PROTECT, primary_key=True, related_name="finding")
    result = models.CharField(max_length=20)
    differs = models.JSONField(default=list)
    found_at = models.DateTimeField()

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"capture", "result", "differs", "found_at"}

    def __str__(self) -> str:
        return self.result
