"""Where a filing stands, in the plain words that its parties read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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


def stage(application: "Application") -> Stage:
    """The stage of an application."""
    return STAGES[application.status]


def notice_stage(notice: "WorkNotice") -> Stage:
    """The stage of a notice."""
    return NOTICE_STAGES[notice.status]
