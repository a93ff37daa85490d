"""The stations of an application with their times, from its trail and its status."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from workpermit.casework.queries import list_entries
from workpermit.core.calendar import show_time
from workpermit.sites.applicant.filing import Filing
from workpermit.sites.parts import Step

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Station:
    """A station of the course: the act that ends it, the status in which a case stands at it, its titles."""

    act: str
    status: str
    done: Words
    to_come: Words


STATIONS = (
    Station("submit", "draft", _("Confirmed by the worker and submitted"), _("Confirm and submit")),
    Station("pay_filing_fee", "submitted", _("Filing fee paid"), _("Filing fee")),
    Station("complete_checks", "checking", _("Checked automatically"), _("Automatic checks")),
    Station("recommend", "in_review", _("The assistant registrar gave an opinion"), _("Assistant registrar's opinion")),
    Station("grant", "recommended", _("Granted by the registrar"), _("Registrar's decision")),
    Station("pay_permit_fee", "granted", _("Permit fee paid"), _("Permit fee")),
    Station(
        "confirm_identity", "awaiting_visit", _("Identity confirmed at the centre"), _("Visit to a service centre")
    ),
    Station("issue", "identity_confirmed", _("Permit issued"), _("Permit")),
)
ENDS: dict[str, tuple[str, Words]] = {
    "refused": ("refuse", _("Refused by the registrar")),
    "withdrawn": ("withdraw", _("Withdrawn")),
    "lapsed": ("lapse", _("Lapsed")),
}


def course_of(filing: Filing) -> list[Step]:
    """What was done and when, where the application stands, and what is still to come."""
    times = _times(filing)
    status = filing.application.status
    if status in ENDS:
        return _ended(status, times)
    at = next((n for n, station in enumerate(STATIONS) if station.status == status), len(STATIONS))
    if status == "returned":
        at = 3
    steps = [_done(station, times) for station in STATIONS[:at]]
    for n, station in enumerate(STATIONS[at:]):
        if n == 0 and status == "returned":
            steps.append(Step(_("Returned for correction"), "now", _time(times.get("return"))))
        else:
            steps.append(Step(station.to_come, "now" if n == 0 else ""))
    return steps


def _ended(status: str, times: dict[str, datetime]) -> list[Step]:
    act, title = ENDS[status]
    done = [_done(station, times) for station in STATIONS if station.act in times]
    return [*done, Step(title, "bad", _time(times.get(act)))]


def _done(station: Station, times: dict[str, datetime]) -> Step:
    return Step(station.done, "done", _time(times.get(station.act)))


def _time(at: datetime | None) -> str:
    return show_time(at, get_language() or "th") if at else ""


def _times(filing: Filing) -> dict[str, datetime]:
    """The newest time of each act of the application itself."""
    return {entry.act: entry.at for entry in list_entries(filing.id) if entry.kind == "application"}
