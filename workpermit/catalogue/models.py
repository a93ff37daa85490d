"""Published versions of services, of cohorts and of the calendar."""

from django.db import models
from django.db.models import F, Q

from workpermit.core.ids import uuid7


class Version(models.Model):
    """What holds from `valid_from` on, until the next version begins; never changed once published."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.PositiveIntegerField()
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64)
    definition = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        abstract = True


class ServiceVersion(Version):
    """The definition of one service as it holds for filings from `valid_from` on.

    A version is never changed once published: cases keep the version they were begun under.
    """

    service = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="one_version_of_each_number"),
            models.UniqueConstraint(
                fields=["service"], condition=Q(valid_until=None), name="one_open_ended_version_of_a_service"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="service_version_does_not_end_before_it_begins",
            ),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "service", "number", "valid_from", "valid_until", "sha256", "definition", "published_at"}

    def __str__(self) -> str:
        return f"{self.service} {self.number}"


class CohortVersion(Version):
    """The windows, documents and end date of one cohort as they hold from `valid_from` on."""

    cohort = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "number"], name="one_cohort_version_of_each_number"),
            models.UniqueConstraint(
                fields=["cohort"], condition=Q(valid_until=None), name="one_open_ended_version_of_a_cohort"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="cohort_version_does_not_end_before_it_begins",
            ),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "cohort", "number", "valid_from", "valid_until", "sha256", "definition", "published_at"}

    def __str__(self) -> str:
        return f"{self.cohort} {self.number}"


class CalendarVersion(Version):
    """The public holidays as they are known from `valid_from` on."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number"], name="one_calendar_version_of_each_number"),
            models.UniqueConstraint(
                models.Value(1), condition=Q(valid_until=None), name="one_open_ended_version_of_the_calendar"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="calendar_version_does_not_end_before_it_begins",
            ),
        ]

    class Privacy:
        personal: set[str] = set()
        plain = {"id", "number", "valid_from", "valid_until", "sha256", "definition", "published_at"}

    def __str__(self) -> str:
        return f"calendar {self.number}"
