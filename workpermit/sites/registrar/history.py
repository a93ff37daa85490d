"""The course of a case in words, from its trail."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from workpermit.catalogue.queries import get_centre

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workpermit.casework.queries import Step

ACTS: dict[str, str | Promise] = {
    "start": _("Begun"),
    "submit": _("Submitted"),
    "pay_filing_fee": _("Filing fee paid"),
    "pass_filing_fee": _("No filing fee charged"),
    "complete_checks": _("Automatic checks done"),
    "amend": _("Taken back to amend it"),
    "return": _("Returned for correction"),
    "resubmit": _("Submitted again"),
    "recommend": _("Recommended to the registrar"),
    "grant": _("Granted"),
    "refuse": _("Refused"),
    "pay_permit_fee": _("Permit fee paid"),
    "pass_permit_fee": _("No further fee charged"),
    "confirm_identity": _("Identity confirmed at a service centre"),
    "pass_visit": _("No visit needed"),
    "issue": _("Permit issued"),
    "withdraw": _("Withdrawn"),
    "lapse": _("Lapsed"),
    "receive_evidence": _("Paper received"),
    "reject_evidence": _("Paper found unusable"),
    "remove_evidence": _("Paper removed"),
    "ask_question": _("Question asked"),
    "answer_question": _("Question answered"),
    "take_back_question": _("Question taken back"),
    "expire_question": _("Question not answered in time"),
    "book": _("Visit booked"),
    "check_in": _("Arrived at the service centre"),
    "check_in_by_paper": _("Arrived at the service centre, checked in with the passport"),
    "finish_visit": _("Visit finished"),
    "miss": _("Visit missed"),
    "displace": _("Visit ended because the centre is closed"),
    "cancel_appointment": _("Visit cancelled"),
    "reschedule": _("Visit moved to another time"),
    "say_needs": _("The centre was told what to prepare"),
}
STATUSES: dict[str, str | Promise] = {
    "submitted": _("Submitted, filing fee due"),
    "checking": _("Automatic checks are running"),
    "amending": _("Being amended by the applicant"),
    "in_review": _("With the assistant registrar"),
    "returned": _("Returned for correction"),
    "recommended": _("With the registrar"),
    "granted": _("Granted, permit fee due"),
    "refused": _("Refused"),
    "awaiting_visit": _("Waiting for the visit"),
    "identity_confirmed": _("Identity confirmed, permit being issued"),
    "issued": _("Permit issued"),
    "withdrawn": _("Withdrawn"),
    "lapsed": _("Lapsed"),
}
WHO: dict[str, str | Promise] = {
    "applicant": _("Applicant"),
    "operator_clerk": _("Service centre clerk"),
    "centre_manager": _("Centre manager"),
    "assistant_registrar": _("Assistant registrar"),
    "registrar": _("Registrar"),
    "system": _("The system"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """One act: what, in which capacity, when. Never who: accounts have no names here."""

    what: str | Promise
    who: str | Promise
    at: datetime


def events_of(entries: "Sequence[Step]") -> list[Event]:
    """What happened to the case and its papers, newest first; bills and letters are told by their causes."""
    told = [entry for entry in entries if entry.act in ACTS]
    return [Event(ACTS[entry.act], _who(entry), entry.at) for entry in reversed(told)]


def _who(entry: "Step") -> str | Promise:
    if not entry.helped:
        return WHO.get(entry.role, entry.role)
    centre = get_centre(entry.place).name.show(get_language() or "th")
    return gettext("Applicant, helped by a clerk at %(centre)s") % {"centre": centre}
