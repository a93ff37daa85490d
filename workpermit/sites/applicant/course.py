"""The stations of an application with their times, from its route, its trail and its status."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from workpermit.applications.lifecycle import Status
from workpermit.casework.queries import list_entries
from workpermit.catalogue.definition import Step as RouteStep
from workpermit.catalogue.kinds import Confirmation, Outcome, Visit
from workpermit.catalogue.queries import get_centre
from workpermit.core.calendar import show_time
from workpermit.sites.applicant.filing import Filing
from workpermit.sites.parts import Step

Words = str | Promise
CONFIRM = "confirm"  # not an act of the lifecycle: the worker's signature has a time of its own
ORDER = (
    Status.DRAFT,
    Status.SUBMITTED,
    Status.CHECKING,
    Status.IN_REVIEW,
    Status.RECOMMENDED,
    Status.GRANTED,
    Status.AWAITING_VISIT,
    Status.IDENTITY_CONFIRMED,
)
# Where a case stood before it came back to the filer; the fee's own station tells whether that is paid.
STOOD_AT = {Status.RETURNED: Status.IN_REVIEW, Status.AMENDING: Status.SUBMITTED}
# What tells that a station which the route has was passed without anybody doing anything.
PASSED = {"pay_filing_fee": "pass_filing_fee", "pay_permit_fee": "pass_permit_fee", "confirm_identity": "pass_visit"}


@dataclass(frozen=True, slots=True)
class Station:
    """A station of the course: the act that ends it, the status in which a case stands at it, its titles."""

    act: str
    status: Status
    done: Words
    to_come: Words


@dataclass(frozen=True, slots=True)
class Done:
    """When an act was done, and the centre whose clerk helped; empty where nobody did."""

    at: datetime
    helped_at: str = ""


FILING_FEE = Station("pay_filing_fee", Status.SUBMITTED, _("Filing fee paid"), _("Filing fee"))
CHECKS = Station("complete_checks", Status.CHECKING, _("Checked automatically"), _("Automatic checks"))
REVIEW = Station(
    "recommend", Status.IN_REVIEW, _("The assistant registrar gave an opinion"), _("Assistant registrar's opinion")
)
DECISION = Station("grant", Status.RECOMMENDED, _("Granted by the registrar"), _("Registrar's decision"))
PERMIT_FEE = Station("pay_permit_fee", Status.GRANTED, _("Permit fee paid"), _("Permit fee"))
OTHER_FEE = Station("pay_permit_fee", Status.GRANTED, _("Fee paid"), _("Fee"))
VISIT = Station(
    "confirm_identity", Status.AWAITING_VISIT, _("Identity confirmed at the centre"), _("Visit to a service centre")
)
VISIT_IF_NEEDED = Station(
    "confirm_identity",
    Status.AWAITING_VISIT,
    _("Identity confirmed at the centre"),
    _("Visit to a service centre, if the centres do not know the worker yet"),
)
LATE = Station(CONFIRM, Status.IDENTITY_CONFIRMED, _("Confirmed by the worker"), _("The worker's confirmation"))
PERMIT = Station("issue", Status.IDENTITY_CONFIRMED, _("Permit issued"), _("Permit"))
LETTER = Station("issue", Status.IDENTITY_CONFIRMED, _("Letter of approval issued"), _("Letter of approval"))
BACK: dict[str, tuple[str, Words]] = {
    "amending": ("amend", _("Being amended")),
    "returned": ("return", _("Returned for correction")),
}
ENDS: dict[str, tuple[str, Words]] = {
    "refused": ("refuse", _("Refused by the registrar")),
    "withdrawn": ("withdraw", _("Withdrawn")),
    "lapsed": ("lapse", _("Lapsed")),
}


def stations_of(filing: Filing) -> Iterator[Station]:
    """The stations that this filing has, in the order of its route."""
    service = filing.service
    yield _submit_station(filing)
    if RouteStep.FILING_FEE in service.route:
        yield FILING_FEE
    yield from (CHECKS, REVIEW, DECISION)
    if RouteStep.PERMIT_FEE in service.route:
        yield PERMIT_FEE if service.kind in ("permit", "renewal") else OTHER_FEE
    if service.visit is not Visit.NO:
        yield VISIT if service.visit is Visit.YES else VISIT_IF_NEEDED
    if filing.confirmation is Confirmation.ISSUE:
        yield LATE
    yield LETTER if service.outcome is Outcome.APPROVAL else PERMIT


def _submit_station(filing: Filing) -> Station:
    if RouteStep.ACKNOWLEDGE in filing.service.route:
        return Station("submit", Status.DRAFT, _("Submitted and acknowledged"), _("Submit"))
    if filing.is_own:
        return Station("submit", Status.DRAFT, _("Signed and submitted"), _("Sign and submit"))
    if filing.confirmation is Confirmation.SUBMIT:
        return Station("submit", Status.DRAFT, _("Confirmed by the worker and submitted"), _("Confirm and submit"))
    return Station("submit", Status.DRAFT, _("Submitted"), _("Submit"))


def course_of(filing: Filing) -> list[Step]:
    """What was done and when, where the application stands, and what is still to come."""
    times = _times(filing)
    status = filing.application.status
    stations = [one for one in stations_of(filing) if one.act in times or PASSED.get(one.act) not in times]
    if status in ENDS:
        return _ended(status, stations, times)
    at = _place(stations, Status(status), times)
    steps = [_done(station, times) for station in stations[:at]]
    for n, station in enumerate(stations[at:]):
        if n == 0 and status in BACK:
            act, title = BACK[status]
            steps.append(Step(title, "now", _time(times.get(act))))
        else:
            steps.append(Step(station.to_come, "now" if n == 0 else ""))
    return steps


def _place(stations: list[Station], status: Status, times: dict[str, Done]) -> int:
    """Where the application stands: the first station that is not behind it; their number where all are."""
    if status == Status.ISSUED:
        return len(stations)
    here = ORDER.index(STOOD_AT.get(status, status))
    for n, station in enumerate(stations):
        if station.act == CONFIRM and CONFIRM in times:
            continue
        if ORDER.index(station.status) >= here:
            return n
    return len(stations)


def _ended(status: str, stations: list[Station], times: dict[str, Done]) -> list[Step]:
    act, title = ENDS[status]
    done = [_done(station, times) for station in stations if station.act in times]
    return [*done, Step(title, "bad", _time(times.get(act)))]


def _done(station: Station, times: dict[str, Done]) -> Step:
    return Step(station.done, "done", _time(times.get(station.act)))


def _time(done: Done | None) -> str:
    if done is None:
        return ""
    language = get_language() or "th"
    at = show_time(done.at, language)
    if not done.helped_at:
        return at
    centre = get_centre(done.helped_at).name.show(language)
    return gettext("%(at)s, with a clerk's help at %(centre)s") % {"at": at, "centre": centre}


def _times(filing: Filing) -> dict[str, Done]:
    """When each act of the application itself was done last, and the worker's signature; and where with help."""
    entries = [entry for entry in list_entries(filing.id) if entry.kind == "application"]
    times = {entry.act: Done(entry.at, entry.place if entry.assisted_by else "") for entry in entries}
    signed = filing.application.confirmed_at
    return times | ({CONFIRM: Done(signed)} if signed else {})
