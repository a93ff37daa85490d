"""Words for codes that the slices use: file types, problems of files, machines and purposes."""

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from workpermit.catalogue.definition import Section

Words = str | Promise

TYPES = {"application/pdf": "PDF", "image/jpeg": "JPEG", "image/png": "PNG"}

# Why the press could not turn a file into pages (`documents/press.py`, `documents/scanner.py`).
PROBLEMS: dict[str, Words] = {
    "not_readable": _("The file is damaged or is not what it says. Scan or photograph the paper again and add it."),
    "password": _("The PDF is protected by a password. Save it without one and add it again."),
    "too_many_pages": _("The PDF has more pages than this document may have. Add only the pages that are asked for."),
    "too_many_pixels": _("The picture is larger than can be read. Save it smaller and add it again."),
    "too_large_inside": _("The file is larger inside than can be read. Save it smaller and add it again."),
    "too_slow": _("The file takes too long to read. Print it to a new PDF, or photograph the paper, and add it again."),
    "no_pages": _("The file has no pages. Choose another one."),
    "infected": _("The file carries harmful code and was locked away. Add a clean copy from another device."),
}

# Why the file of an earlier filing was not taken over (`catalogue/carrying.py`).
LEFT_OUT: dict[str, Words] = {
    "expired": _("The one from your earlier filing has expired or ends too soon. Please add the new one."),
    "too_old": _("The one from your earlier filing is too old by now. Please add a new one."),
    "anew": _("This paper is asked for anew each time."),
}

# Who asked the vault: persons by role, machines by the name of their credential.
ROLES: dict[str, Words] = {
    "applicant": _("The other party of this filing (employer or worker)"),
    "operator_clerk": _("Service centre clerk"),
    "assistant_registrar": _("Assistant registrar"),
    "registrar": _("Registrar"),
}
MACHINES: dict[str, Words] = {
    "exchange": _("Another office, under an agreement"),
    "check": _("Automatic checks"),
    "scan": _("Check of the files"),
    "letter": _("Delivery of letters"),
    "document": _("Making of receipts and permits"),
    "trial": _("Trial of changed rules"),
    "public": _("This portal, for somebody with an invitation"),
    "signin": _("Sign-in"),
    "operator": _("Service centre"),
    "registrar": _("Registrar's desk"),
    "signing": _("Signing of decisions"),
}
PURPOSES: dict[str, Words] = {
    "own": _("reading one's own filing"),
    "open": _("reading one's own filing"),
    "review": _("reading the application in order to give an opinion"),
    "decide": _("reading the application in order to decide"),
    "check": _("the automatic checks of the law's conditions"),
    "scan": _("making the files readable and looking for harmful code"),
    "letter": _("writing and delivering a letter"),
    "document": _("making a receipt or the permit"),
    "trial": _("trying changed rules on past cases"),
    "claim": _("comparing the passport number and date of birth that an invited person typed"),
    "confirm": _("preparing the worker's confirmation"),
    "visit": _("comparing the person at the counter with the papers"),
    "sign": _("verifying the registrar's signature"),
    "issue": _("issuing the permit"),
    "check_employer": _("asking whether the permit is valid for an employer; the answer is yes or no"),
    "same_worker": _("looking for other applications about the same worker"),
    "register_case": _("beginning the filing"),
    "create_invitation": _("making an invitation for the worker"),
    "claim_invitation": _("joining with an invitation"),
    "begin_confirmation": _("preparing the worker's confirmation"),
    "finish_confirmation": _("the worker's confirmation"),
    "begin_assisted": _("a clerk's help at a counter"),
    "create_paper": _("making the paper to take home"),
    "compare_confirmation": _("comparing what a clerk typed from the worker's passport; nothing was shown"),
    "confirm_at_counter": _("the worker's confirmation at a counter"),
    "create_checkin": _("making a check-in code"),
    "check_in": _("checking in at a service centre"),
    "check_in_by_paper": _("opening the visit with number and birth date from the passport, without a code"),
    "find_by_paper": _("looking at a counter, by the passport, whether the worker has an appointment there today"),
    "open_visit": _("comparing the person at the counter with the papers"),
    "capture_face": _("taking a picture of the face at the counter"),
    "capture_chip": _("reading the passport's chip at the counter"),
    "capture_biometric": _("taking a record of a finger or an iris at the counter"),
    "confirm_identity": _("confirming the worker's identity"),
    "take_card": _("printing the permit's card"),
    "hand_over_card": _("handing the permit's card to the worker"),
    "hand_over_by_paper": _("handing the permit's card to the worker, by the passport"),
    "begin_decision": _("preparing a decision"),
    "verify_decision": _("verifying the registrar's signature"),
    "issue_permit": _("issuing the permit"),
    "issue_approval": _("signing the letter of approval"),
    "identity": _("seeing whether a centre knows the worker already"),
    "inherit": _("taking over that a centre has seen the worker before"),
    "cohort_reference": _("seeing whether the worker has filed in this round already"),
    "employer_reference": _("counting the employer's places at the centres"),
    "held_permit": _("comparing with the permit that is held"),
    "access_log": _("reading this list"),
    "contact": _("finding the address for a letter"),
    "open_facts": _("trying changed rules on past cases"),
    "open_for": _("a look by an automatic program"),
}
OTHER_PURPOSE: Words = _("another act on this filing")

# What was seen: kinds of sealed records.
KINDS: dict[str, Words] = {
    "file": _("the files"),
    "facts": _("what the automatic checks compared"),
    "page": _("images of the documents' pages"),
    "zone": _("the passport's machine-readable lines"),
    "face": _("the picture taken at the counter"),
    "chip": _("the passport's chip"),
    "biometric": _("a record of a finger or an iris"),
    "label": _("the name in the list"),
    "terms": _("what the permit says"),
    "reason": _("the officer's words"),
    "question": _("an officer's question"),
    "reply": _("an answer to a question"),
    "letter": _("the words of a letter"),
    "profile": _("the account's contact details"),
    "credential": _("the permit's QR code"),
    "card": _("the permit's card"),
    "registry": _("what the register of companies says"),
}

LETTERS: dict[str, Words] = {
    "application_submitted": _("The application was received; the filing fee is due"),
    "application_received": _("The application was received; no fee is charged"),
    "application_resubmitted": _("The corrected application was received"),
    "filing_fee_paid": _("The filing fee was received"),
    "payment_of_wrong_amount": _("A payment does not match its bill"),
    "payment_extended": _("There is more time to pay"),
    "basket_of_wrong_amount": _("A payment does not match its bill"),
    "checks_completed": _("The automatic checks are done"),
    "application_recommended": _("The application is with the registrar"),
    "visit_by_paper": _("A counter checked in with the passport"),
    "card_by_paper": _("The card was handed over by the passport"),
    "card_centre_wanted": _("Choose where the card is collected"),
    "question_asked": _("The office asks a question"),
    "question_answered": _("The answer was received"),
    "question_closed": _("A question was closed"),
    "application_returned": _("The application was returned for correction"),
    "application_granted": _("The permit was granted; the permit fee is due"),
    "application_granted_pay": _("The application was granted; the fee is due"),
    "application_granted_free": _("The application was granted; no fee is charged"),
    "application_refused": _("The application was refused"),
    "permit_fee_paid": _("The permit fee was received"),
    "appointment_booked": _("A time at a service centre was booked"),
    "appointment_moved": _("The appointment was moved to another time"),
    "appointment_missed": _("The appointment was missed"),
    "appointment_displaced": _("The centre is closed on the day of the appointment"),
    "place_offered": _("A place at a service centre is kept for you"),
    "identity_not_confirmed": _("The identity could not be confirmed"),
    "visit_due": _("A visit to a service centre can be booked"),
    "confirmation_due": _("The worker is to confirm the application"),
    "permit_issued": _("The permit is issued"),
    "approval_issued": _("The letter of approval is issued"),
    "complaint_filed": _("The complaint was received"),
    "complaint_answered": _("The complaint was answered"),
    "application_withdrawn": _("The application was withdrawn"),
    "application_lapsed": _("The application has lapsed"),
    "notice_acknowledged": _("The notice was acknowledged"),
}
LETTER_STATUSES: dict[str, tuple[Words, str]] = {
    "queued": (_("Waiting to be sent"), "wait"),
    "sent": (_("Sent"), "ok"),
    "failed": (_("Could not be sent"), "bad"),
}

COMPLAINT_STATUSES: dict[str, tuple[Words, str]] = {
    "filed": (_("Received"), "wait"),
    "with_office": (_("The office is looking into it"), "wait"),
    "answered": (_("Answered"), "ok"),
    "reopened": (_("Reopened"), "wait"),
    "closed": (_("Closed"), "none"),
}

BILL_PURPOSES: dict[str, Words] = {"F1": _("Filing fee"), "P1": _("Permit fee")}
BILL_STATUSES: dict[str, tuple[Words, str]] = {
    "open": (_("To be paid"), "warn"),
    "paid": (_("Paid"), "ok"),
    "void": (_("No longer due"), "none"),
}


# Sections as things to read; their titles in the catalogue say what to do with them.
SECTIONS: dict[str, Words] = {
    "employer": _("The employer"),
    "worker": _("The worker"),
    "stay": _("Visa and permission to stay"),
    "job": _("The work"),
    "workplace": _("The workplace"),
    "exit": _("Leaving the job"),
    "permit": _("The permit that is held"),
    "change": _("What changes"),
    "loss": _("What happened to the permit"),
    "status": _("Status and registration"),
    "pass": _("The border pass"),
    "health": _("Insurance"),
    "authority": _("The authority's approval"),
    "demand": _("The demand for workers"),
    "list": _("The name list"),
    "shelter": _("The shelter"),
}


def section_name(section: Section) -> Words:
    """A section as a heading over its answers."""
    return SECTIONS.get(section.id) or section.title.show(get_language() or "th")


def megabytes(size: int) -> int:
    """Bytes as whole megabytes, as people read limits."""
    return size // (1024 * 1024)
