"""What the fields of a definition and their fixed values are called, for officers who read a difference."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from workpermit.sites.parts import Words

FIELDS: Mapping[str, Words] = {
    # A service
    "section": _("Section of the law"),
    "law": _("Law"),
    "form_code": _("Form"),
    "portal_code": _("Code of the portal"),
    "kind": _("Kind"),
    "name": _("Name"),
    "short_name": _("Short name"),
    "summary": _("Summary"),
    "before_you_start": _("What is needed before one begins"),
    "filed_by": _("Who files"),
    "visit": _("Visit to a centre"),
    "route": _("Stations"),
    "windows": _("Periods"),
    "sections": _("Sections of the form"),
    "fields": _("Questions"),
    "cross_checks": _("Order of days"),
    "fees": _("Fees"),
    "documents": _("Documents"),
    "checks": _("Checks by the system"),
    "reasons": _("Reasons"),
    "office_days": _("Working days of the office"),
    "deadline": _("Period of the law"),
    "follow_up": _("Duty afterwards"),
    "appeal_days": _("Days to appeal"),
    "longest_months": _("Longest term in months"),
    "certainty": _("Certainty"),
    "note": _("Source and remark"),
    "open_questions": _("Open questions"),
    "track": _("Track"),
    "outcome": _("What it ends in"),
    "one_worker": _("About one worker"),
    "basis": _("Works on"),
    "cohorts": _("Groups of a resolution"),
    "opens_days": _("Renewal opens days before"),
    # Periods
    "draft": _("Draft"),
    "invitation": _("Invitation"),
    "filing_fee": _("Filing fee"),
    "correction": _("Correction"),
    "answer": _("Answering a question"),
    "permit_fee": _("Permit fee"),
    "booking": _("Booking a visit"),
    "no_show": _("After a missed visit"),
    "seconds": _("Length"),
    "days": _("Days"),
    # Fees, documents, checks, reasons
    "satang": _("Amount"),
    "months_up_to": _("Up to how many months"),
    "hint": _("Hint"),
    "required": _("Required"),
    "required_if": _("Required if"),
    "max_pages": _("Most pages"),
    "max_bytes": _("Largest file"),
    "accepts": _("Kinds of files"),
    "age_limit_days": _("How many days old at the most"),
    "why": _("Why"),
    "severity": _("When it fails"),
    "reason": _("Reason"),
    "reason_to_look": _("Reason to look"),
    "rule": _("Rule"),
    "built_in": _("Built-in check"),
    "thresholds": _("Limits"),
    "uses": _("May be used for"),
    "text": _("Wording"),
    # Questions
    "type": _("Kind of answer"),
    "label": _("Question"),
    "title": _("Title"),
    "options": _("Options"),
    "at_least": _("At least"),
    "at_most": _("At most"),
    "max_length": _("Longest answer"),
    "show_if": _("Asked only if"),
    # A group of a resolution, the calendar
    "resolution_date": _("Day of the resolution"),
    "nationalities": _("Nationalities"),
    "file_from": _("Filing begins"),
    "file_until": _("Last moment to file"),
    "pay_until": _("Last moment to pay"),
    "permit_until": _("Last day of all permits"),
    "later_documents": _("Documents that may follow"),
    "document": _("Document"),
    "by": _("Last day"),
    "holidays": _("Public holidays"),
    "day": _("Day"),
    "th": _("in Thai"),
    "en": _("in English"),
}
FEE_KINDS: Mapping[str, Words] = {
    "filing": _("Filing fee"),
    "notice": _("Fee of a notice"),
    "permit": _("Fee of a permit"),
    "renewal": _("Fee of a renewal"),
    "substitute": _("Fee of a substitute"),
    "change_employer": _("Fee of a change: employer"),
    "change_workplace": _("Fee of a change: workplace"),
    "change_conditions": _("Fee of a change: conditions"),
    "change_person": _("Fee of a change: personal details"),
    "change_job": _("Fee of a change: kind of work"),
}
VALUES: Mapping[str, Words] = {
    "high": _("High certainty"),
    "med": _("Medium certainty"),
    "low": _("Low certainty"),
    "stop": _("Stands against a permit"),
    "look": _("An officer must look"),
}


def name_of(code: str) -> Words:
    """What an identifier of the catalogue is called: a fee by its kind, a period or day by its field; else nothing."""
    field = code.partition(":")[0]
    kinds = sorted((kind for kind in FEE_KINDS if code.startswith(kind)), key=len)
    return FIELDS.get(field) or (FEE_KINDS[kinds[-1]] if kinds else "")
