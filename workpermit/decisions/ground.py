"""What a decision on an application stands on besides its answers, from the plain rows."""

from datetime import datetime

from workpermit.applications.models import Application, CheckResult
from workpermit.applications.queries import latest_results
from workpermit.catalogue.kinds import Track
from workpermit.catalogue.queries import get_cohort, get_version
from workpermit.core.calendar import bangkok_date
from workpermit.decisions.terms import Ground
from workpermit.permits.models import Permit
from workpermit.permits.queries import find_held


def ground_of(application: Application, at: datetime) -> Ground:
    """Today, the group as it holds now (an extension in the middle of a run counts), and the permit held."""
    compared = next((one for one in latest_results(application.pk) if one.code == "held_permit"), None)
    of_another = compared is not None and compared.outcome == CheckResult.Outcome.STOP
    held = find_held(application.basis) if application.basis and not of_another else None
    return Ground(
        today=bangkok_date(at),
        cohort=get_cohort(application.cohort, at).definition if application.cohort else None,
        held=application.basis,
        held_until=held.valid_until if held else None,
        track=_track_of(held) if held else None,
        of_another=of_another,
    )


def _track_of(held: Permit) -> Track:
    """The kind of permit that was issued: what it may cost to change it does not hang on what somebody types."""
    return get_version(Application.objects.get(pk=held.application).service_version).track
