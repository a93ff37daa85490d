"""What a register answered about the employer of a case: when and with what outcome; what it said is sealed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from workpermit.core.ids import uuid7
from workpermit.exchange.inside import Outcome


class RegistryAnswer(models.Model):
    """One answer for one case. The newest of each `asked_by` counts.

    `record` is the sealed `registry`: source, time, entry, and the employer's reason where he says otherwise.
    Row-level security lets the public zone write and see only what was asked for a form.
    """

    class AskedBy(models.TextChoices):
        FORM = "form"
        CHECK = "check"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.UUIDField()
    account = models.UUIDField(null=True)  # whose form asked
    asked_by = models.CharField(max_length=8, choices=AskedBy)
    outcome = models.CharField(max_length=16, choices=[(one.value, one.value) for one in Outcome])
    standing = models.CharField(max_length=12, blank=True)  # operating, dissolved …
    record = models.UUIDField(null=True)
    differs = models.JSONField(default=list)  # names of questions, never answers
    disputed = models.BooleanField(default=False)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(outcome="answered", record__isnull=False) | Q(record__isnull=True) & ~Q(outcome="answered"),
                name="registry_answer_is_sealed",
            ),
        )
        indexes = (
            models.Index(fields=["case", "-id"], name="registry_answers_of_a_case"),
            models.Index(fields=["account", "asked_at"], name="registry_asked_by_an_account"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "case", "account", "asked_by", "outcome", "standing", "record", "differs", "disputed", "asked_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.asked_by}: {self.outcome}"
