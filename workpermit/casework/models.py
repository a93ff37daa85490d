"""What every case has in common, and the trail of everything done to it."""

from typing import Any, ClassVar

from django.db import models

from workpermit.core.ids import uuid7


class Case(models.Model):
    """Anything that moves through statuses. Only `casework.lifecycle` moves it."""

    LIFECYCLE: ClassVar[Any]

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    status = models.CharField(max_length=24)
    status_changed_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.model_name} {self.pk}"


class AuditEntry(models.Model):
    """One act, by one actor, at one moment. Never changed and never deleted.

    There are no foreign keys: the trail must outlive what it describes. There are no personal
    details either, for they could never be erased. Triggers refuse every change (zones/guards.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    root = models.UUIDField()  # the application or notice whose history this belongs to
    kind = models.CharField(max_length=24)
    subject = models.UUIDField()
    act = models.CharField(max_length=32)
    from_status = models.CharField(max_length=24, blank=True)
    to_status = models.CharField(max_length=24)
    actor = models.UUIDField()  # an account, never a name
    role = models.CharField(max_length=24)
    place = models.CharField(max_length=16, blank=True)
    assisted_by = models.UUIDField(null=True)  # the clerk at whose counter the actor did it
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["root", "at"], name="audit_entries_of_a_case"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "root", "kind", "subject", "act", "from_status", "to_status", "actor", "role", "place", "assisted_by",
            "at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.role} {self.act} {self.kind}"
