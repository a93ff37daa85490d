"""Where a filing stands, in the plain words that its parties read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workpermit.catalogue.definition import Service
from workpermit.catalogue.kinds import Confirmation, Outcome, Visit

if TYPE_CHECKING:
    from workpermit.applications.models import Application
    from workpermit.work_notices.models import WorkNotice

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Stage:
    """`name` is the short status, `kind` its chip; `title` says what happens now and `text` what comes next."""

    name: Words
    kind: str
    title: Words
    text: Words


STAGES: dict[str, Stage] = {
    "draft": Stage(
        _("Being written"),
        "none",
        _("This application is being written"),
        _("The employer has not submitted it yet."),
    ),
    "submitted": Stage(
        _("Filing fee due"),
        "warn",
        _("The application was received; now the filing fee is due"),
        _("The checks begin by themselves as soon as the bank reports the payment."),
    ),
    "checking": Stage(
        _("Automatic checks"),
        "wait",
        _("The application is being checked automatically"),
        _("This takes a few minutes. After that an assistant registrar reads it. You need not do anything."),
    ),
    "amending": Stage(
        _("Being amended"),
        "warn",
        _("The application is being amended"),
        _("Submit it again when it is right; until then nobody works on it."),
    ),
    "in_review": Stage(
        _("With the assistant registrar"),
        "wait",
        _("An assistant registrar is reading the application"),
        _("The registrar gets an opinion, or you are asked for corrections. You need not do anything now."),
    ),
    "returned": Stage(
        _("Returned for correction"),
        "warn",
        _("The application was returned for correction"),
        _("The employer corrects what is named, the worker confirms again, and the employer submits it again."),
    ),
    "recommended": Stage(
        _("With the registrar"),
        "wait",
        _("The registrar is deciding on the application"),
        _("Only the registrar decides. You are told the result by e-mail and here. You need not do anything."),
    ),
    "granted": Stage(
        _("Granted, permit fee due"),
        "warn",
        _("The permit was granted; now the permit fee is due"),
        _("After the payment the worker chooses a time at a service centre."),
    ),
    "refused": Stage(
        _("Refused"),
        "bad",
        _("The application was refused"),
        _("The reasons and the right to appeal stand below."),
    ),
    "awaiting_visit": Stage(
        _("Visit to a service centre"),
        "warn",
        _("The worker visits a service centre"),
        _("The centre compares the worker with the passport and the photograph. Then the permit is issued."),
    ),
    "identity_confirmed": Stage(
        _("Permit being issued"),
        "wait",
        _("The permit is being issued"),
        _("The centre has confirmed the worker's identity. The permit is ready within minutes."),
    ),
    "issued": Stage(
        _("Permit issued"),
        "ok",
        _("The permit is issued"),
        _("It can be opened and saved here. Anybody can check it with its QR code."),
    ),
    "withdrawn": Stage(
        _("Withdrawn"),
        "none",
        _("The application was withdrawn"),
        _("Nothing more is due. A new application can be started at any time."),
    ),
    "lapsed": Stage(
        _("Lapsed"),
        "bad",
        _("The application has lapsed"),
        _("Something was not done in time, so the application ended by itself. A new one can be started at any time."),
    ),
}

RECEIVED = Stage(
    _("Received"),
    "wait",
    _("The application was received"),
    _("No fee is charged for filing. The automatic checks begin by themselves. You need not do anything."),
)
OWN_RETURNED = Stage(
    _("Returned for correction"),
    "warn",
    _("The application was returned for correction"),
    _("Correct what is named, sign again with your passkey, and submit it again."),
)
OTHERS_RETURNED = Stage(
    _("Returned for correction"),
    "warn",
    _("The application was returned for correction"),
    _("Correct what is named and submit it again."),
)
GRANTED_FREE = Stage(
    _("Granted"),
    "wait",
    _("The application was granted"),
    _("No further fee is charged. It goes on by itself within seconds."),
)
GRANTED_OTHER = Stage(
    _("Granted, fee due"),
    "warn",
    _("The application was granted; now the fee is due"),
    _("After the payment this page says whether the worker has to come to a service centre."),
)
WORKER_CONFIRMS = Stage(
    _("The worker confirms"),
    "warn",
    _("Now the worker confirms the application"),
    _("A centre has confirmed who the worker is. The permit is issued as soon as the worker has signed."),
)
BEING_SIGNED = Stage(
    _("Letter being signed"),
    "wait",
    _("The letter of approval is being signed"),
    _("It is ready within seconds."),
)
ASKED = Stage(
    _("A question to answer"),
    "warn",
    _("The office waits for an answer"),
    _("The filer or the worker answers, with a paper if it helps. Nothing is decided until then."),
)
APPROVED = Stage(
    _("Approved"),
    "ok",
    _("The letter of approval is issued"),
    _("It can be opened and saved here. Anybody can check its number."),
)

NOTICE_STAGES: dict[str, Stage] = {
    "draft": Stage(_("Being written"), "none", _("This notice is being written"), _("It is not filed yet.")),
    "filed": Stage(
        _("Filed"),
        "wait",
        _("The notice was received"),
        _("The signed acknowledgement follows within seconds."),
    ),
    "acknowledged": Stage(
        _("Acknowledged"),
        "ok",
        _("The notice is acknowledged"),
        _("There is nothing more to do. Keep the acknowledgement."),
    ),
    "discarded": Stage(_("Discarded"), "none", _("The notice was discarded"), _("It was never filed.")),
}


def stage(application: "Application", service: Service, *, asked: bool = False) -> Stage:
    """The stage of an application, in the words of its service's route; `asked` while a question is open."""
    if asked:
        return ASKED
    return _own_words(application, service).get(application.status) or STAGES[application.status]


def _own_words(application: "Application", service: Service) -> dict[str, Stage]:
    """What the route of this service says otherwise, by status. A fee that is charged has its due time."""
    charged = application.due_at is not None
    words: dict[str, Stage] = {}
    if not charged:
        words |= {"submitted": RECEIVED, "granted": GRANTED_FREE}
    elif service.visit is not Visit.YES:
        words["granted"] = GRANTED_OTHER
    if application.is_self_filed:
        words["returned"] = OWN_RETURNED
    elif service.confirm_before() is not Confirmation.SUBMIT:
        words["returned"] = OTHERS_RETURNED
    if service.confirm_before() is Confirmation.ISSUE and not application.confirmed_at:
        words["identity_confirmed"] = WORKER_CONFIRMS
    if service.outcome is Outcome.APPROVAL:
        words |= {"awaiting_visit": BEING_SIGNED, "identity_confirmed": BEING_SIGNED, "issued": APPROVED}
    return words


def notice_stage(notice: "WorkNotice") -> Stage:
    """The stage of a notice."""
    return NOTICE_STAGES[notice.status]
