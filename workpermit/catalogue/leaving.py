"""The days that a worker under an MOU has to be with a new employer (sections 51 to 53)."""

from datetime import date, timedelta

from workpermit.catalogue.definition import Service
from workpermit.catalogue.forms import Answers
from workpermit.catalogue.kinds import Track

CHECK = "new_employer_in_time"


def new_employer_by(service: Service, answers: Answers) -> date | None:
    """The last day, by the number of days that the service's own check counts; None where nothing is counted.

    Only for a worker under an MOU whose employer changes and who said when the former employer was left.
    """
    days = next((check.thresholds.get("days") for check in service.checks if check.code == CHECK), None)
    change, track = answers.get("change", {}), answers.get("permit", {}).get("track") or service.track
    if days is None or track != Track.MOU or "employer" not in (change.get("items") or ()):
        return None
    try:
        return date.fromisoformat(str(change.get("left_on"))) + timedelta(days=days)
    except ValueError:
        return None
