"""What a decision on an application stands on besides its answers, from the plain rows."""

from datetime import datetime

from workpermit.applications.models import Application
from workpermit.catalogue.queries import get_cohort
from workpermit.core.calendar import bangkok_date
from workpermit.decisions.terms import Ground
from workpermit.permits.queries import find_held


def ground_of(application: Application, at: datetime) -> Ground:
    """Today, the group as it holds now (an extension in the middle of a run counts), and the permit held."""
    held = find_held(application.basis) if application.basis else None
    return Ground(
        today=bangkok_date(at),
        cohort=get_cohort(application.cohort, at).definition if application.cohort else None,
        held=application.basis,
        held_until=held.valid_until if held else None,
    )
