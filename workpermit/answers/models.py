"""Which sealed record holds the newest answers of which section."""

from typing import ClassVar

from django.db import models

from workpermit.core.ids import uuid7


class Section(models.Model):
    """One section of one filing. What was answered is sealed in `record`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.UUIDField()
    account = models.UUIDField()
    name = models.CharField(max_length=32)
    record = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    complete = models.BooleanField(default=False)
    problems = models.PositiveSmallIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "name"], name="section_is_answered_once"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "case", "account", "name", "record", "version", "complete", "problems", "saved_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return self.name
