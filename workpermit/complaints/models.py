"""Complaints. What was written is sealed; here is only what it is about, by codes and numbers."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from workpermit.casework.models import Case
from workpermit.complaints.lifecycle import LIFECYCLE, Status
from workpermit.complaints.topics import CENTRE_TOPICS


class Complaint(Case):
    """One complaint of one account, with the office that answers it."""

    LIFECYCLE = LIFECYCLE

    number = models.CharField(max_length=13, unique=True)
    account = models.UUIDField()
    subject = models.UUIDField(unique=True)  # random; binds the sealed records
    topic = models.CharField(max_length=32)  # of topics.toml
    about = models.CharField(max_length=16)  # code of a centre or an office, or the number of an application
    office = models.CharField(max_length=16)
    filed_at = models.DateTimeField()
    due_on = models.DateField()  # until when the office is to answer; again after a reopening
    # Sealed records: what was written, the answer, why it was reopened, the second answer.
    words = models.UUIDField()
    reply = models.UUIDField(null=True)
    objection = models.UUIDField(null=True)
    last_reply = models.UUIDField(null=True)
    explanation = models.UUIDField(null=True)  # what the centre that it is about says to the office
    explained_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=Status.values), name="complaint_status_is_known"),
            models.CheckConstraint(
                condition=~Q(status__in=[Status.ANSWERED, Status.REOPENED]) | Q(reply__isnull=False),
                name="complaint_that_is_answered_has_its_answer",
            ),
            models.CheckConstraint(
                condition=Q(objection=None, last_reply=None) & ~Q(status=Status.REOPENED)
                | Q(reply__isnull=False, objection__isnull=False, status=Status.REOPENED, last_reply=None)
                | Q(reply__isnull=False, objection__isnull=False, status=Status.CLOSED, last_reply__isnull=False),
                name="complaint_is_reopened_once_and_answered_once_more",
            ),
            models.CheckConstraint(
                condition=Q(explanation=None, explained_at=None)
                | Q(explanation__isnull=False, explained_at__isnull=False, topic__in=CENTRE_TOPICS),
                name="complaint_about_a_centre_is_explained_by_it",
            ),
        )
        indexes = (
            models.Index(fields=["account", "-id"], name="complaints_of_an_account"),
            models.Index(fields=["office", "status", "due_on", "id"], name="complaints_of_an_office"),
            models.Index(fields=["about", "-id"], name="complaints_about_a_place"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "status", "status_changed_at", "number", "account", "subject", "topic", "about", "office", "filed_at",
            "due_on", "words", "reply", "objection", "last_reply", "explanation", "explained_at",
        }  # fmt: skip
