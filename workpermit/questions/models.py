"""Questions about applications. What was asked and answered is sealed; here is only about what, and when."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from workpermit.casework.models import Case
from workpermit.questions.lifecycle import LIFECYCLE, Status


class Topic(models.TextChoices):
    ANSWER = "answer"  # `section` and `field` name it
    DOCUMENT = "document"  # `document` names the line of the checklist
    FREE = "free"


class Question(Case):
    """One question of an officer to the parties of an application."""

    LIFECYCLE = LIFECYCLE

    application = models.UUIDField()
    topic = models.CharField(max_length=10, choices=Topic)
    section = models.CharField(max_length=32, blank=True)
    field = models.CharField(max_length=40, blank=True)
    document = models.CharField(max_length=40, blank=True)
    words = models.UUIDField()  # sealed record
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    reply = models.UUIDField(null=True)  # sealed record
    evidence = models.UUIDField(null=True)  # a paper that came with the answer
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=Status.values), name="question_status_is_known"),
            models.CheckConstraint(
                condition=Q(topic=Topic.FREE, section="", field="", document="")
                | (Q(topic=Topic.ANSWER, document="") & ~Q(section="") & ~Q(field=""))
                | (Q(topic=Topic.DOCUMENT, section="", field="") & ~Q(document="")),
                name="question_names_what_it_is_about",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.ANSWERED, reply__isnull=False, answered_by__isnull=False)
                & Q(answered_at__isnull=False)
                | (~Q(status=Status.ANSWERED) & Q(reply=None, evidence=None, answered_by=None, answered_at=None)),
                name="question_that_is_answered_has_its_answer",
            ),
        )
        indexes = (
            models.Index(fields=["application", "id"], name="questions_about_an_application"),
            models.Index(fields=["due_at"], condition=Q(status=Status.ASKED), name="questions_that_may_expire"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "status", "status_changed_at", "application", "topic", "section", "field", "document", "words",
            "asked_by", "asked_at", "due_at", "reply", "evidence", "answered_by", "answered_at",
        }  # fmt: skip
