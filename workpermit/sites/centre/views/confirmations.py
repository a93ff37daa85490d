"""A worker who cannot sign confirms the filing here: his code, his paper, and the device's signature."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from workpermit.applications.services import await_confirmation
from workpermit.catalogue.queries import get_centre
from workpermit.core.actors import Role
from workpermit.sealing.canonical import b64
from workpermit.sealing.client import VaultRefused, vault
from workpermit.sites.centre.device import RETRY, read_proof
from workpermit.sites.http import Request, signed_in
from workpermit.sites.paper import TypedPaper, read_paper, typed_paper
from workpermit.sites.parts import PageError

AGAIN = gettext_lazy("This counter's signature is too old or was used already. Press the button again.")
# What the vault says, at the field that it is about.
REFUSALS: dict[str, tuple[str, str | Promise]] = {
    "bad_code": ("code", gettext_lazy("This code is not right, or the worker has made a newer one.")),
    "used": ("code", gettext_lazy("This code has been used: the filing is confirmed.")),
    "expired": ("code", gettext_lazy("The time for this code has run out. Ask the worker to make a new one.")),
    "too_many": (
        "code",
        gettext_lazy("Five papers did not fit this code. Ask the worker to make a new one."),
    ),
    "no_match": (
        "passport_number",
        gettext_lazy("Number and birth date are not those of the filing. Compare both with the passport."),
    ),
    "bad_challenge": ("code", AGAIN),
    "bad_signature": ("code", AGAIN),
}
QUESTIONS: dict[str, str | Promise] = {
    "face": gettext_lazy("The person before me is the one in the passport, and the passport is the original."),
    "read": gettext_lazy("The person says: I have read the filing in a language that I understand."),
    "wish": gettext_lazy(
        "The person says: it is right, and I confirm it. Nobody else answered in that person's place."
    ),
}


@dataclass(frozen=True, slots=True)
class Question:
    """One line of what the clerk ticks."""

    id: str
    text: str | Promise
    ticked: bool


@require_http_methods(["GET", "POST"])
@signed_in(Role.OPERATOR_CLERK)
def show(request: Request) -> HttpResponse:
    """Code, passport number and birth date. The vault compares them; nothing of the filing is shown here."""
    code, paper = request.POST.get("code", "").strip(), typed_paper(request.POST)
    if request.method == "GET":
        return _ask(request, code, paper, [])
    errors, passport, birth = read_paper(paper)
    if not code:
        errors.insert(0, PageError("code", _("Type or scan the worker's code.")))
    if errors:
        return _ask(request, code, paper, errors)
    try:
        compared = vault("operator").compare_confirmation(
            token=request.session_token,
            code=code,
            passport_number=passport,
            birth_date=birth,
            device=read_proof(request),
        )
    except VaultRefused as refusal:
        if refusal.code not in REFUSALS:
            raise
        return _ask(request, code, paper, [PageError(*REFUSALS[refusal.code])])
    confirmation = UUID(compared["request"])
    address = reverse("confirm-at-counter", args=[confirmation])
    return show_comparison(request, confirmation, b64(compared["content"]), address, [])


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def confirm(request: Request, confirmation: UUID) -> HttpResponse:
    """The device signs for the person before the clerk."""
    address = reverse("confirm-at-counter", args=[confirmation])
    return confirm_for(request, confirmation, address) or HttpResponseRedirect(reverse("confirmation-done"))


def confirm_for(request: Request, confirmation: UUID, address: str, stop: str = "") -> HttpResponse | None:
    """Have the device sign what the clerk ticked, by the form at `address`; None where it is confirmed."""
    content = request.POST.get("content", "")
    unticked = [name for name in QUESTIONS if name not in request.POST]
    if unticked:
        wrong = PageError(unticked[0], _("Ask, look and tick, or stop here."))
        return show_comparison(request, confirmation, content, address, [wrong], stop=stop)
    try:
        case = vault("operator").confirm_at_counter(
            token=request.session_token, request=confirmation, device=read_proof(request)
        )
    except VaultRefused as refusal:
        if refusal.code in RETRY:
            return show_comparison(request, confirmation, content, address, [PageError("face", AGAIN)], stop=stop)
        if refusal.code == "expired":
            return _ask(request, "", typed_paper({}), [PageError(*REFUSALS["expired"])])
        raise
    await_confirmation(application=case, by=request.actor)
    return None


@require_GET
@signed_in(Role.OPERATOR_CLERK)
def done(request: Request) -> HttpResponse:
    """What the worker may be told. Nothing about anybody."""
    context = {"centre": get_centre(request.actor.place), "at": timezone.now()}
    return render(request, "centre/confirmations/done.html", context)


def _ask(request: Request, code: str, paper: TypedPaper, errors: list[PageError]) -> HttpResponse:
    context = {
        "centre": get_centre(request.actor.place),
        "code": code,
        "paper": paper,
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
    }
    return render(request, "centre/confirmations/ask.html", context, status=400 if errors else 200)


def show_comparison(
    request: Request, confirmation: UUID, content: str, address: str, errors: list[PageError], *, stop: str = ""
) -> HttpResponse:
    """What clerk and visitor say before the device signs `content`; the form goes to `address`.

    `stop` is where one goes without confirming; the first page of confirmations where it is empty.
    """
    context = {
        "address": address,
        "stop": stop or reverse("confirmations"),
        "centre": get_centre(request.actor.place),
        "confirmation": confirmation,
        "content": content,
        "questions": [Question(name, text, name in request.POST) for name, text in QUESTIONS.items()],
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
    }
    return render(request, "centre/confirmations/compare.html", context, status=400 if errors else 200)
