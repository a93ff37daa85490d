"""Letters waiting to go out."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from workpermit.casework.models import Case
from workpermit.letters.lifecycle import LIFECYCLE, Status


class Letter(Case):
    """One message to one account. Its parameters are sealed; the address only the vault knows."""

    LIFECYCLE = LIFECYCLE

    template = models.CharField(max_length=40)
    root = models.UUIDField()  # the application or notice it is about
    account = models.UUIDField()
    facts = models.JSONField(default=dict)  # numbers, times, codes: nothing personal
    record = models.UUIDField(null=True)  # sealed parameters, if it has personal ones
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=40, blank=True)  # a code; SMTP errors carry addresses

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(status__in=Status.values), name="letter_status_is_known"),)
        indexes = (models.Index(fields=["root", "queued_at"], name="letters_about_a_case"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "status", "status_changed_at", "template", "root", "account", "facts", "record", "queued_at",
            "sent_at", "failure",
        }  # fmt: skip
