"""The worker: invited by the employer, joins by proof, reads the filing, confirms it by a signature."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from workpermit.applications.queries import dossier_records
from workpermit.applications.rules import STRONG_METHODS, NotOpenToChange, check_method
from workpermit.applications.services import (
    join_application,
    record_confirmation,
    resubmit_application,
    submit_application,
)
from workpermit.catalogue.kinds import Confirmation
from workpermit.core.actors import Role
from workpermit.sealing.canonical import s256
from workpermit.sealing.client import vault
from workpermit.sealing.refusal import Refused
from workpermit.sealing.token import COUNTER
from workpermit.sites.applicant.filing import Filing, answers_in, get_filing, get_own_filing, open_records
from workpermit.sites.applicant.reading import changes_of, documents_of, read_sections, records_before
from workpermit.sites.applicant.views.filings import state_of
from workpermit.sites.http import AnyRequest, Request, signed_in
from workpermit.sites.http.signing_in import browser_secret, pre_cookie, remember_secret, signin_address, site_address
from workpermit.sites.paper import TypedPaper, read_paper, typed_paper
from workpermit.sites.parts import PageError
from workpermit.sites.pictures import qr_picture
from workpermit.sites.rules_text import sentence_for

# What somebody who types can put right; every other refusal is a page of its own.
NO_LONGER_INVITED = ("identity_confirmed", "issued", "refused", "withdrawn", "lapsed")
# Where the confirmation comes last, it is given once the permit is granted and nothing can change any more.
CONFIRMED_LATE = ("awaiting_visit", "identity_confirmed")
CORRECTABLE = ("bad_code", "no_match", "used", "expired", "too_many")


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def invitation(request: Request, application_id: UUID) -> HttpResponse:
    """Make a one-time invitation. The code is shown once: only its hash is kept."""
    filing = get_own_filing(request, application_id)
    stays = worker_stays(filing)
    if not may_invite(filing) or (stays and request.method == "POST"):
        raise NotOpenToChange
    saved = filing.sections.get("worker")
    code = ""
    if request.method == "POST" and saved and saved.complete:
        code = vault("public").create_invitation(token=request.session_token, case=filing.id, record=saved.record)
    link = f"{settings.SITES['applicant']}/join/#{code}" if code else ""
    context = {
        "filing": filing,
        "ready": bool(saved and saved.complete),
        "stays": stays,
        "code": code,
        "link": link,
        "picture": qr_picture(link) if link else "",
        "state": state_of(filing),
    }
    return render(request, "applicant/invitation.html", context)


def may_invite(filing: Filing) -> bool:
    """Whether the filer may invite a worker now: while writing, or up to the visit where the worker confirms later."""
    if not filing.worker_joins:
        return False
    if filing.confirmation is Confirmation.SUBMIT:
        return filing.is_being_written
    return filing.application.status not in NO_LONGER_INVITED


def worker_stays(filing: Filing) -> bool:
    """Whether the worker has confirmed what was handed in, so that nobody can be invited in his place."""
    found = filing.application
    confirmed = filing.confirmation is Confirmation.SUBMIT or found.confirmed_at
    return bool(found.number and found.worker_account and confirmed)


@dataclass(frozen=True, slots=True)
class Typed:
    """What an invited person typed, for showing it again."""

    code: str
    paper: TypedPaper
    account: str


@require_http_methods(["GET", "POST"])
def join(request: AnyRequest) -> HttpResponse:
    """Prove with passport number and date of birth that one is meant, then make a passkey."""
    code, account = (request.POST.get(name, "").strip() for name in ("code", "account"))
    typed = Typed(code, typed_paper(request.POST), account)
    if request.method == "GET":
        return _join_page(request, typed, [])
    errors, passport, birth = _read(request, typed)
    if errors:
        return _join_page(request, typed, errors)
    secret = browser_secret(request, pre_cookie(request.site))
    token = request.session.token if request.session and typed.account == "this" else None
    try:
        claimed = vault("public").claim_invitation(
            code=typed.code, passport_number=passport, birth_date=birth, pre=s256(secret), token=token
        )
    except Refused as refusal:
        if refusal.code not in CORRECTABLE:
            raise
        sentence = sentence_for(refusal.code)
        field = "passport_number" if refusal.code == "no_match" else "code"
        return _join_page(request, typed, [PageError(field, f"{sentence.says} {sentence.do}")])
    back_to = f"/join/{claimed['case']}/"
    if not claimed["ticket"]:
        return HttpResponseRedirect(back_to)
    address = signin_address("/passkeys/new/", site=request.site, ticket=claimed["ticket"], next=back_to)
    response = HttpResponseRedirect(address)
    remember_secret(request, response, pre_cookie(request.site), secret)
    return response


def _read(request: AnyRequest, typed: Typed) -> tuple[list[PageError], str, str]:
    """The errors of shape, the passport number and the date of birth in ISO form."""
    errors, passport, birth = read_paper(typed.paper)
    if not typed.code:
        errors.insert(0, PageError("code", _("Type the code of the invitation")))
    if request.session and typed.account not in ("this", "new"):
        errors.append(PageError("account", _("Choose whose account this is")))
    return errors, passport, birth


def _join_page(request: AnyRequest, typed: Typed, errors: list[PageError]) -> HttpResponse:
    context = {
        "typed": typed,
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
    }
    return render(request, "applicant/join.html", context, status=422 if errors else 200)


@require_GET
@signed_in(Role.APPLICANT)
def joined(request: Request, case: UUID) -> HttpResponse:
    """Show the filing in the worker's account, once the vault says that the account is linked to it."""
    # The vault alone knows who proved to be the worker: neither an address nor having filed gives his place.
    vault("public").joined(token=request.session_token, case=case)
    join_application(application=case, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"/applications/{case}/filing/")


@require_GET
@signed_in(Role.APPLICANT)
def filing_page(request: Request, application_id: UUID) -> HttpResponse:
    """The whole filing, for reading: all answers and the list of documents."""
    filing = get_filing(request, application_id)
    opened = open_records(request, [*(saved.record for saved in filing.sections.values()), *records_before(filing)])
    context = {
        "filing": filing,
        "sections": read_sections(filing, answers_in(filing, opened), change=False),
        "documents": documents_of(filing),
        "changes": changes_of(filing, opened),
        "can_confirm": can_confirm(filing),
        "strong": request.claims.method in STRONG_METHODS,
        "state": state_of(filing),
    }
    return render(request, "applicant/filing.html", context)


def can_confirm(filing: Filing) -> bool:
    """Whether the worker may sign now: nothing is missing, and no file is still being checked."""
    if not filing.is_worker or filing.confirmation is Confirmation.NONE or filing.is_confirmed:
        return False
    if filing.confirmation is Confirmation.ISSUE:
        return filing.application.status in CONFIRMED_LATE
    return filing.is_being_written and filing.is_complete and not filing.is_settling


@require_http_methods(["POST"])
@signed_in(Role.APPLICANT)
def confirm(request: Request, application_id: UUID) -> HttpResponse:
    """Have the vault write down what is to be signed, and go to sign it; with a clerk's help, the counter signs."""
    filing = get_filing(request, application_id)
    if not can_confirm(filing):
        return HttpResponseRedirect(_reading_page(filing))
    if filing.is_own:
        check_method(request.claims.method)
    records = [UUID(record) for record in dossier_records(filing.application)]
    if request.claims.method == COUNTER:
        asked = vault("public").ask_for_counter(token=request.session_token, case=filing.id, records=records)
        address = f"/assisted/confirm/{asked['request']}/"
        return HttpResponseRedirect(site_address("centre", address, next=f"{filing.home}confirmed/"))
    begun = vault("public").begin_confirmation(token=request.session_token, case=filing.id, records=records)
    return HttpResponseRedirect(signin_address(f"/confirm/{begun['request']}/", next=f"{filing.home}confirmed/"))


@require_GET
@signed_in(Role.APPLICANT)
def confirmed(request: Request, application_id: UUID) -> HttpResponse:
    """Back from signing: note what the vault says was confirmed, unless the filing changed meanwhile.

    Whoever files for himself signed in order to submit, so that is done at once.
    """
    filing = get_filing(request, application_id)
    if not filing.is_worker:
        return HttpResponseRedirect(filing.home)
    if can_confirm(filing) and not _note_confirmation(request, filing):
        return HttpResponseRedirect(_reading_page(filing))
    if filing.is_own and filing.application.number and not filing.is_being_written:
        return HttpResponseRedirect(f"{filing.home}submitted/")
    if filing.is_own:
        return _submit_own(request, get_own_filing(request, application_id))
    return render(request, "applicant/confirmed.html", {"filing": filing})


def _note_confirmation(request: Request, filing: Filing) -> bool:
    """Keep what the vault says was signed. False where it was not signed, or the filing changed meanwhile."""
    try:
        said = vault("public").confirmed(case=filing.id)
    except Refused:
        return False
    if sorted(said["records"]) != dossier_records(filing.application):
        return False
    record_confirmation(application=filing.application, records=said["records"], by=request.actor, at=timezone.now())
    return True


def _submit_own(request: Request, filing: Filing) -> HttpResponse:
    if not filing.may_submit:
        return HttpResponseRedirect(_reading_page(filing))
    act = submit_application if filing.application.status == "draft" else resubmit_application
    act(application=filing.application, method=request.claims.method, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{filing.home}submitted/")


def _reading_page(filing: Filing) -> str:
    """Where the whole filing is read before it is signed."""
    return f"{filing.home}check/" if filing.is_own else f"{filing.home}filing/"
