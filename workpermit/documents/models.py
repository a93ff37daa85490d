"""Evidence and its page images. Names, contents and keys are sealed."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from workpermit.casework.models import Case
from workpermit.core.ids import uuid7
from workpermit.documents.lifecycle import LIFECYCLE, Status


class Evidence(Case):
    """One uploaded file that answers one line of the checklist."""

    LIFECYCLE = LIFECYCLE

    case = models.UUIDField()
    subject = models.UUIDField()
    account = models.UUIDField()
    document = models.CharField(max_length=40)  # the checklist's name for it
    record = models.UUIDField(unique=True)  # sealed: file name, key, place in the object store
    media_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()  # bytes
    received_at = models.DateTimeField()
    pages = models.PositiveSmallIntegerField(default=0)
    scan = models.CharField(max_length=12, blank=True)  # "clean" or "unscanned", once pressed
    zone = models.UUIDField(null=True)  # sealed: the passport zone, where one was read
    problem = models.CharField(max_length=40, blank=True)  # a code, when it cannot be used

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=Status.values), name="evidence_status_is_known"),
            models.CheckConstraint(
                condition=~Q(status=Status.READY) | Q(pages__gt=0), name="evidence_that_is_ready_has_pages"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.UNREADABLE) | ~Q(problem=""), name="evidence_that_is_rejected_says_why"
            ),
        )
        indexes = (models.Index(fields=["case", "document", "id"], name="evidence_of_a_case"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "status", "status_changed_at", "case", "subject", "account", "document", "record", "media_type",
            "size", "received_at", "pages", "scan", "zone", "problem",
        }  # fmt: skip


class Page(models.Model):
    """One page as an image that the press made; officers see only these."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="page_images")
    number = models.PositiveSmallIntegerField()
    record = models.UUIDField(unique=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["evidence", "number"], name="page_is_pressed_once"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"id", "evidence", "number", "record"}

    def __str__(self) -> str:
        return f"page {self.number}"
