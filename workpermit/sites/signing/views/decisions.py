"""One prepared decision: its bytes, what they commit to, and the act of signing it."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from workpermit.applications.queries import get_application
from workpermit.catalogue.kinds import Outcome
from workpermit.catalogue.queries import get_office, get_version
from workpermit.core.actors import Role
from workpermit.decisions.queries import find_decision, get_proposal
from workpermit.decisions.services import grant_application, refuse_application
from workpermit.sealing.assertion import Assertion
from workpermit.sealing.canonical import b64
from workpermit.sealing.client import VaultRefused, vault
from workpermit.sealing.decision import Decision, decision_challenge
from workpermit.sites.http import Request, signed_in
from workpermit.sites.http.pick import host_name
from workpermit.sites.http.signing_in import site_address
from workpermit.sites.signing.assertion import read_assertion
from workpermit.sites.signing.refusals import explain

if TYPE_CHECKING:
    from workpermit.applications.models import Application
    from workpermit.decisions.models import Proposal


@require_GET
@signed_in(Role.REGISTRAR)
def first_page(request: Request) -> HttpResponse:
    """Decisions are prepared at the desk; without one there is nothing to sign."""
    return render(request, "signing/first_page.html", {"desk": site_address("registrar", "/")})


@require_GET
@signed_in(Role.REGISTRAR)
def show(request: Request, decision: UUID) -> HttpResponse:
    """The same page for every decision: its script fetches the bytes, hashes them and shows what they say."""
    proposal = _find(request, decision)
    if _is_done(proposal):
        return HttpResponseRedirect(reverse("done", args=[decision]))
    application = get_application(proposal.application, seen_by=request.actor)
    if timezone.now() > proposal.expires_at:
        context = {"application": application, "case": _case_address(application)}
        return render(request, "signing/expired.html", context, status=410)
    language = get_language() or "th"
    service, act = get_version(application.service_version), _act(proposal)
    context = {
        "decision": decision,
        "outcome": proposal.outcome,
        "service": service,
        "is_letter": service.outcome is Outcome.APPROVAL,
        "case": _case_address(application),
        "reasons": {one.code: one.text.show(language) for one in service.reasons},
        "names": {
            application.service: service.name.show(language),
            request.actor.place: get_office(request.actor.place).name.show(language),
        },
        "passkey": {"ceremony": "get", "rp_id": host_name("signing"), "post": reverse(act, args=[decision])},
    }
    return render(request, "signing/decision.html", context)


@require_GET
@signed_in(Role.REGISTRAR)
def raw_bytes(request: Request, decision: UUID) -> HttpResponse:
    """The canonical bytes as they will be signed and kept."""
    raw = bytes(_find(request, decision).document)
    return HttpResponse(raw, content_type="application/json", headers={"Cache-Control": "no-store"})


@require_GET
@signed_in(Role.REGISTRAR)
def opened(request: Request, decision: UUID) -> HttpResponse:
    """The sealed parts that the bytes commit to, each with its salt, so that the page can check them."""
    signed = Decision.from_bytes(bytes(_find(request, decision).document))
    bound = [signed.terms.record, *([signed.reason.record] if signed.reason else [])]
    said = vault("signing").open(token=request.session_token, purpose="decide", records=bound)
    parts = {record: {"salt": b64(said["salts"][record]), "value": value} for record, value in said["records"].items()}
    return JsonResponse({"records": parts}, headers={"Cache-Control": "no-store"})


@require_POST
@signed_in(Role.REGISTRAR)
def grant(request: Request, decision: UUID) -> HttpResponse:
    """Grant with the registrar's signature over the prepared bytes."""

    def perform(proposal: "Proposal", assertion: Assertion) -> None:
        grant_application(
            application=get_application(proposal.application, seen_by=request.actor),
            proposal=proposal,
            assertion=assertion,
            by=request.actor,
            at=timezone.now(),
        )

    return _decide(request, decision, "grant", perform)


@require_POST
@signed_in(Role.REGISTRAR)
def refuse(request: Request, decision: UUID) -> HttpResponse:
    """Refuse with the registrar's signature; the letter quotes the words that were signed."""

    def perform(proposal: "Proposal", assertion: Assertion) -> None:
        reasons, words = _signed_reason(request, proposal)
        refuse_application(
            application=get_application(proposal.application, seen_by=request.actor),
            proposal=proposal,
            assertion=assertion,
            reasons=reasons,
            words=words,
            by=request.actor,
            at=timezone.now(),
        )

    return _decide(request, decision, "refuse", perform)


@require_GET
@signed_in(Role.REGISTRAR)
def done(request: Request, decision: UUID) -> HttpResponse:
    """What was decided, however often the signature was sent; the way on to the next case."""
    proposal = _find(request, decision)
    if not _is_done(proposal):
        return HttpResponseRedirect(reverse("decision", args=[decision]))
    raw = bytes(proposal.document)
    digest = decision_challenge(raw)[:8].hex()
    kept = find_decision(proposal.application)
    context = {
        "signed": Decision.from_bytes(raw),
        "kept": kept,
        "phrase": " ".join(digest[place : place + 4] for place in range(0, len(digest), 4)),
        "next": site_address("registrar", "/next/"),
        "desk": site_address("registrar", "/"),
    }
    return render(request, "signing/done.html", context)


def _decide(
    request: Request, decision: UUID, act: str, perform: Callable[["Proposal", Assertion], None]
) -> HttpResponse:
    """Ask the vault about the signature, then perform the act that was prepared; once, however often it is sent."""
    proposal = _find(request, decision)
    if _act(proposal) != act:
        raise Http404
    if not _is_done(proposal):
        assertion = read_assertion(request)
        try:
            _verify(request, proposal, assertion)
        except VaultRefused as refusal:
            return explain(refusal)
        perform(proposal, assertion)
    return _to_done(decision)


def _find(request: Request, decision: UUID) -> "Proposal":
    """A decision that this registrar prepared; somebody else's is not found."""
    try:
        proposal = get_proposal(decision)
    except ObjectDoesNotExist:
        raise Http404 from None
    if proposal.prepared_by != request.actor.id:
        raise Http404
    return proposal


def _act(proposal: "Proposal") -> str:
    return {"granted": "grant", "refused": "refuse"}[proposal.outcome]


def _is_done(proposal: "Proposal") -> bool:
    kept = find_decision(proposal.application)
    return kept is not None and kept.pk == proposal.pk


def _verify(request: Request, proposal: "Proposal", assertion: Assertion) -> None:
    """Ask the vault before anything is stored; it will judge the same bytes again when it issues."""
    raw = bytes(proposal.document)
    vault("signing").verify_decision(token=request.session_token, decision=raw, assertion=assertion)


def _signed_reason(request: Request, proposal: "Proposal") -> tuple[list[str], str]:
    bound = Decision.from_bytes(bytes(proposal.document)).reason
    assert bound is not None
    said = vault("signing").open(token=request.session_token, purpose="decide", records=[bound.record])
    value = said["records"][str(bound.record)]
    return list(value["reasons"]), str(value["words"])


def _case_address(application: "Application") -> str:
    return site_address("registrar", f"/applications/{application.pk}/")


def _to_done(decision: UUID) -> JsonResponse:
    return JsonResponse({"to": reverse("done", args=[decision])})
