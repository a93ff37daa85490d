"""Applications, and the results of the automatic checks."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from workpermit.applications.lifecycle import LIFECYCLE, UNDER_WAY, Status
from workpermit.casework.models import Case
from workpermit.core.ids import uuid7

ONE_RENEWAL = "filer_renews_a_permit_once_at_a_time"


class Application(Case):
    """A request for a work permit. What it says about people is sealed; here is only its course."""

    LIFECYCLE = LIFECYCLE

    number = models.CharField(max_length=13, null=True, unique=True)  # given when it is submitted
    service = models.CharField(max_length=32)
    service_version = models.UUIDField()
    filing_account = models.UUIDField()
    worker_account = models.UUIDField(null=True)
    subject = models.UUIDField(unique=True)  # random; the worker this filing is about
    label_record = models.UUIDField(null=True)
    # The number of the permit that it works on, and the group of a cabinet resolution under which it was filed.
    basis = models.CharField(max_length=13, blank=True, default="", db_default="")
    cohort = models.CharField(max_length=40, blank=True, default="", db_default="")
    kind = models.CharField(max_length=12, blank=True, default="", db_default="")  # of its service
    # The vault's word for the employer, by which places are counted; empty until the checks, and where none is named.
    employer_ref = models.CharField(max_length=64, blank=True, default="", db_default="")

    # Copied from the answers for routing and statistics; coarse enough to name nobody.
    office = models.CharField(max_length=16, blank=True)
    province = models.CharField(max_length=2, blank=True)
    nationality = models.CharField(max_length=3, blank=True)
    occupation = models.CharField(max_length=4, blank=True)
    months = models.PositiveSmallIntegerField(default=0)

    extra_documents = models.JSONField(default=list)  # what the answers add to the checklist
    # What the office asked for as missing, once; it belongs to the checklist from then on.
    requested_documents = models.JSONField(default=list, db_default=[])

    started_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # when the present status lapses by itself
    confirmed_at = models.DateTimeField(null=True)  # by the worker; only the vault's word counts
    confirmed_records = models.JSONField(default=list)  # ids of the records that were confirmed
    receipt = models.TextField(blank=True)  # compact JWS: filing receipt signed by the vault

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(status__in=Status.values), name="application_status_is_known"),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True, number__isnull=True)
                | Q(submitted_at__isnull=False, number__isnull=False),
                name="application_has_a_number_once_submitted",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[Status.DRAFT, Status.WITHDRAWN]) | Q(submitted_at__isnull=False),
                name="application_beyond_draft_was_submitted",
            ),
            # Section 67: one renewal at a time. A draft is none yet, and one that came to nothing is none any more.
            models.UniqueConstraint(
                # The account is part of it: a number that anybody can type holds nobody else's renewal back.
                fields=["basis", "filing_account"],
                condition=Q(kind="renewal", status__in=UNDER_WAY) & ~Q(basis=""),
                name=ONE_RENEWAL,
            ),
        )
        indexes = (
            models.Index(fields=["filing_account", "-id"], name="applications_of_a_filer"),
            models.Index(fields=["worker_account", "-id"], name="applications_of_a_worker"),
            models.Index(fields=["office", "status", "submitted_at", "id"], name="applications_of_an_office"),
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="applications_that_may_lapse"),
            models.Index(fields=["basis"], condition=~Q(basis=""), name="applications_on_a_permit"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "status", "status_changed_at", "number", "service", "service_version", "filing_account",
            "worker_account", "subject", "label_record", "basis", "cohort", "kind", "employer_ref", "office",
            "province", "nationality", "occupation", "months", "extra_documents", "requested_documents", "started_at",
            "submitted_at", "due_at", "confirmed_at", "confirmed_records", "receipt",
        }  # fmt: skip

    @property
    def is_self_filed(self) -> bool:
        """Whether the worker files for himself."""
        return self.worker_account == self.filing_account


class CarriedOver(models.Model):
    """What an application took over from an earlier filing of the same account, and what it did not.

    A section stands as it was taken over while its newest record is the one named here.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.UUIDField(unique=True)
    source = models.UUIDField()  # the earlier application
    sections = models.JSONField(default=dict)  # section → the record that was sealed anew
    asked = models.JSONField(default=list)  # sections with an answer that is missing, or a date that has passed
    files = models.JSONField(default=list)  # ids of the evidence that stands for earlier files
    left_out = models.JSONField(default=dict)  # document → why its earlier file is not used: a code
    reviewed_at = models.DateTimeField(null=True)  # when the filer said what has changed

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "application", "source", "sections", "asked", "files", "left_out", "reviewed_at",
        }  # fmt: skip

    def __str__(self) -> str:
        return str(self.application)


class FiledVersion(models.Model):
    """What an application consisted of when it was handed in. Its records are kept, and so is this list of them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.UUIDField()
    number = models.PositiveSmallIntegerField()  # 1 for the first submission
    filed_at = models.DateTimeField()
    sections = models.JSONField()  # name of a section → id of the sealed record
    papers = models.JSONField()  # id of the evidence → the checklist's name for it

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["application", "number"], name="versions_of_an_application_have_numbers"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"id", "application", "number", "filed_at", "sections", "papers"}

    def __str__(self) -> str:
        return f"version {self.number}"


class CheckResult(models.Model):
    """What one automatic check found. Only the login of the `check` worker writes here."""

    class Outcome(models.TextChoices):
        PASS = "pass"  # noqa: S105
        LOOK = "look"
        STOP = "stop"
        UNKNOWN = "unknown"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="check_results")
    run = models.UUIDField()  # results of one run belong together; the newest run counts
    code = models.CharField(max_length=40)
    outcome = models.CharField(max_length=8, choices=Outcome)
    reason = models.CharField(max_length=48, blank=True)
    law = models.CharField(max_length=80, blank=True)
    facts = models.JSONField(default=dict)  # never personal: thresholds, counts, codes
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["run", "code"], name="check_runs_once"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {
            "id", "application", "run", "code", "outcome", "reason", "law", "facts", "at",
        }  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code}: {self.outcome}"


class CheckFacts(models.Model):
    """Where the facts are sealed that the rules of one run were given, for trying other rules on past cases."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=32)
    record = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["service", "-id"], name="facts_of_a_service"),)

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"id", "application", "service", "record", "at"}

    def __str__(self) -> str:
        return str(self.record)


class CohortPlace(models.Model):
    """One person's one place in a cohort. Only the login of the `check` worker writes here.

    `person_ref` is the vault's word for the person within this cohort and means nothing elsewhere.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    cohort = models.CharField(max_length=40)
    person_ref = models.CharField(max_length=64)
    application = models.UUIDField()
    taken_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["cohort", "person_ref"], name="person_has_one_place_in_a_cohort"),
        )

    class Privacy:
        personal: ClassVar[set[str]] = set()
        plain: ClassVar[set[str]] = {"id", "cohort", "person_ref", "application", "taken_at"}

    def __str__(self) -> str:
        return self.cohort
