"""What kept a centre from its work, since when, until when, and what was done."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from workpermit.casework.lifecycle import advance, begin
from workpermit.centres.lifecycle import IncidentAct
from workpermit.centres.models import Incident
from workpermit.centres.queries import list_counters
from workpermit.centres.rules import NoSuchCounter, check_incident, check_place, check_words
from workpermit.core.actors import Actor


@transaction.atomic
def report_incident(
    *, incident: UUID, centre: str, counter: str, kind: str, since: datetime, what: str, by: Actor, at: datetime
) -> Incident:
    """Write down what happened, at a counter or (empty) in the whole centre; sent twice, reported once.

    Raises IncidentMakesNoSense, NoWords, NoSuchCounter, OtherCentre or WrongRole.
    """
    check_place(centre, by)
    check_incident(kind, since, at)
    check_words(what.strip())
    sent_before = Incident.objects.filter(pk=incident, centre=centre).first()
    if sent_before is not None:
        return sent_before
    if counter and counter not in {one.number for one in list_counters(centre)}:
        raise NoSuchCounter
    reported = Incident(
        id=incident, centre=centre, counter=counter, kind=kind, since=since, what=what.strip(), reported_by=by.id
    )
    begin(reported, IncidentAct.REPORT, by=by, at=at)
    return reported


def end_incident(*, incident: Incident, until: datetime, done: str, by: Actor, at: datetime) -> None:
    """It is over: when, and what was done.

    Raises IncidentMakesNoSense, NoWords, OtherCentre, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_place(incident.centre, by)
    check_incident(incident.kind, incident.since, at, until)
    check_words(done.strip())
    advance(incident, IncidentAct.END, by=by, at=at, changes={"until": until, "done": done.strip()})
