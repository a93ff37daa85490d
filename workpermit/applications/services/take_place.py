"""One person once in a cohort."""

from datetime import datetime

from django.db import transaction

from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application, CohortPlace
from workpermit.core.ids import uuid7

# An application that came to nothing leaves its place to the same person's next one.
_GIVEN_BACK = (Status.REFUSED, Status.WITHDRAWN, Status.LAPSED)


@transaction.atomic
def take_place(*, application: Application, person_ref: str, at: datetime) -> bool:
    """Take this person's place in the cohort of the application. False where another application holds it.

    `person_ref` is the vault's word for the person within this cohort. An application has the place that it took last:
    one whose answers were corrected leaves that of the person whom they named before.
    """
    place = CohortPlace(
        id=uuid7(), cohort=application.cohort, person_ref=person_ref, application=application.pk, taken_at=at
    )
    # Of two runs at the same moment one inserts; the other waits for it and finds the row.
    CohortPlace.objects.bulk_create([place], ignore_conflicts=True)
    held = CohortPlace.objects.get(cohort=application.cohort, person_ref=person_ref)
    if held.application != application.pk and not _is_free(held):
        return False
    mine = CohortPlace.objects.filter(pk=held.pk, application=held.application)
    return bool(mine.update(application=application.pk, taken_at=at))


def _is_free(held: CohortPlace) -> bool:
    """Whether the application that holds the place came to nothing, or is about another person by now."""
    later = CohortPlace.objects.filter(cohort=held.cohort, application=held.application, taken_at__gt=held.taken_at)
    return later.exists() or Application.objects.filter(pk=held.application, status__in=_GIVEN_BACK).exists()
