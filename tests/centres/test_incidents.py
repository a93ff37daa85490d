"""Incidents: reported while they go on or afterwards, ended with what was done."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.centres import make
from tests.make import CAST, CENTRE, NOON
from workpermit.casework.lifecycle import WrongRole, WrongStatus
from workpermit.centres import services
from workpermit.centres.models import Incident
from workpermit.centres.queries import list_incidents, open_incidents
from workpermit.centres.rules import IncidentMakesNoSense, NoSuchCounter, NoWords, OtherCentre
from workpermit.core.actors import Actor
from workpermit.core.calendar import BANGKOK
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def report(*, by: Actor = make.MANAGER, **changes: Any) -> Incident:
    said: dict[str, Any] = {
        "incident": uuid7(), "centre": CENTRE, "counter": "2", "kind": "link", "since": NOON - HOUR,
        "what": "No connection.",
    }  # fmt: skip
    return services.report_incident(**{**said, **changes}, by=by, at=NOON)


def end(incident: Incident, *, by: Actor = make.MANAGER, **changes: Any) -> None:
    said: dict[str, Any] = {"until": NOON, "done": "The provider replaced the router."}
    services.end_incident(incident=incident, **{**said, **changes}, by=by, at=NOON)


def test_an_incident_goes_on_until_it_is_ended_with_what_was_done() -> None:
    older, newer = report(since=NOON - 2 * HOUR), report(counter="")
    assert list_incidents(CENTRE) == [newer, older]
    assert open_incidents([CENTRE, "CMI-SC-M-001"]) == {CENTRE: 2}

    end(newer)

    assert [one.pk for one in list_incidents(CENTRE)] == [older.pk, newer.pk]
    assert (newer.until, newer.done) == (NOON, "The provider replaced the router.")
    with pytest.raises(WrongStatus):
        end(newer)


def test_the_same_form_sent_twice_reports_one_incident() -> None:
    sent = uuid7()

    assert report(incident=sent) == report(incident=sent)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"kind": "gossip"}, IncidentMakesNoSense),
        ({"since": NOON + HOUR}, IncidentMakesNoSense),
        ({"since": datetime(1, 1, 1, tzinfo=BANGKOK)}, IncidentMakesNoSense),  # 1 BC in UTC: no page could read it
        ({"what": " "}, NoWords),
        ({"counter": "99"}, NoSuchCounter),
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any], rule: type[RuleBroken]) -> None:
    with pytest.raises(rule):
        report(**changes)
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"until": NOON + HOUR}, IncidentMakesNoSense),
        ({"until": NOON - 2 * HOUR}, IncidentMakesNoSense),
        ({"done": " "}, NoWords),
    ],
)
def test_an_end_that_makes_no_sense_is_refused(changes: dict[str, Any], rule: type[RuleBroken]) -> None:
    with pytest.raises(rule):
        end(report(), **changes)


def test_nobody_but_the_manager_of_the_centre_reports_or_ends() -> None:
    incident = report()
    with pytest.raises(OtherCentre):
        report(by=make.ELSEWHERE)
    with pytest.raises(OtherCentre):
        end(incident, by=make.ELSEWHERE)
    for somebody in CAST:
        if somebody != make.MANAGER:
            with pytest.raises(WrongRole):
                report(by=somebody)
            with pytest.raises(WrongRole):
                end(incident, by=somebody)


@pytest.mark.parametrize("column", [{"what": ""}, {"kind": "gossip"}, {"done": "x"}, {"until": NOON}])
def test_the_table_refuses_what_is_never_true(column: dict[str, Any]) -> None:
    report()

    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.update(**column)
