"""Drafts of new versions."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from workpermit.casework.models import Case
from workpermit.core.ids import uuid7
from workpermit.oversight.lifecycle import LIFECYCLE, Status

LONGEST_NOTE = 1000  # characters


class Draft(Case):
    """What shall hold for a service, a cohort or the calendar from some moment on, while it is being prepared.

    `definition` always has the shape of its kind; whether it makes sense is judged when it is tried and when it
    is published. `base` is the version that it was made from. `told_until` is the last application whose filer
    was told of an extension.
    """

    LIFECYCLE = LIFECYCLE

    kind = models.CharField(max_length=12)  # a `subjects.Kind`
    subject = models.CharField(max_length=40)
    base = models.UUIDField()
    definition = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)  # why; names nobody
    remark = models.CharField(max_length=LONGEST_NOTE, blank=True)  # of whoever sent it back
    author = models.UUIDField()
    changed_at = models.DateTimeField()
    proposed_at = models.DateTimeField(null=True)
    published_by = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)
    valid_from = models.DateTimeField(null=True)
    version = models.UUIDField(null=True)
    told_until = models.UUIDField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=Status.values), name="draft_status_is_known"),
            models.CheckConstraint(
                condition=Q(published_by=None) | ~Q(published_by=F("author")),
                name="draft_is_published_by_a_second_officer",
            ),
            models.CheckConstraint(
                condition=(
                    Q(status=Status.PUBLISHED, published_by__isnull=False, published_at__isnull=False)
                    & Q(valid_from__isnull=False, version__isnull=False)
                )
                | (
                    ~Q(status=Status.PUBLISHED) & Q(published_by=None, published_at=None, valid_from=None, version=None)
                ),
                name="draft_that_is_published_says_by_whom_when_and_as_what",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_from__gte=F("published_at")),
                name="draft_does_not_begin_before_it_is_published",
            ),
            models.UniqueConstraint(fields=["version"], name="draft_becomes_one_version"),
        )
        indexes = (models.Index(fields=["kind", "subject"], name="drafts_of_a_subject"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "status", "status_changed_at", "kind", "subject", "base", "definition", "revision", "note", "remark",
            "author", "changed_at", "proposed_at", "published_by", "published_at", "valid_from", "version",
            "told_until",
        }  # fmt: skip


class Trial(models.Model):
    """The rules of a draft on past cases, a hundred at a time: how far it is, and what it has found so far.

    `changed` counts by check, outcome before and after, and reason; `examples` are a few numbers of applications.
    """

    class State(models.TextChoices):
        RUNNING = "running"
        STOPPED = "stopped"
        DONE = "done"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    draft = models.UUIDField()
    revision = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=State)
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    cursor = models.UUIDField(null=True)  # the last case that was tried
    changed = models.JSONField(default=dict)
    examples = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["draft", "revision"], name="draft_is_tried_once_as_it_stands"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "draft", "revision", "state", "total", "done", "cursor", "changed", "examples", "begun_at",
            "moved_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.done} of {self.total}"
