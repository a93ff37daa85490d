"""Recommending, returning, and preparing what a registrar will sign on the signing site."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from workpermit.applications.queries import acts_open, get_application
from workpermit.casework.lifecycle import WrongStatus
from workpermit.catalogue.definition import Reason, ReasonUse
from workpermit.catalogue.fees import fee_facts, permit_fee
from workpermit.catalogue.queries import get_version
from workpermit.core.actors import Role
from workpermit.core.ids import uuid7
from workpermit.core.text import one_form
from workpermit.decisions.ground import ground_of
from workpermit.decisions.queries import find_request_for_documents, outcome_named
from workpermit.decisions.rules import MISSING
from workpermit.decisions.services import propose_decision, recommend_application, return_application
from workpermit.decisions.terms import build_terms
from workpermit.documents.queries import USABLE, list_evidence
from workpermit.sealing.client import vault
from workpermit.sealing.decision import Dossier
from workpermit.sites.http import Request, signed_in
from workpermit.sites.http.signing_in import site_address
from workpermit.sites.parts import PageError
from workpermit.sites.registrar.dossier import open_for_decision
from workpermit.sites.registrar.views.applications import OFFICERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from workpermit.applications.models import Application

LONGEST_WORDS = 4000


@dataclass(frozen=True, slots=True)
class Said:
    """What an officer gave as reasons: codes of the catalogue, and words of their own."""

    reasons: list[str] = field(default_factory=list)
    words: str = ""
    documents: list[str] = field(default_factory=list)


@require_POST
@signed_in(Role.ASSISTANT_REGISTRAR)
def recommend_grant(request: Request, application: UUID) -> HttpResponse:
    """Pass the case to the registrar with the recommendation to grant."""
    found = _find(request, application, "recommend")
    said = _read(request)
    recommend_application(
        application=found,
        outcome=outcome_named("granted"),
        reasons=[],
        words=said.words,
        by=request.actor,
        at=timezone.now(),
    )
    return _on_to_next()


@require_http_methods(["GET", "POST"])
@signed_in(Role.ASSISTANT_REGISTRAR)
def recommend_refusal(request: Request, application: UUID) -> HttpResponse:
    """Pass the case to the registrar with the recommendation to refuse, and why."""
    found = _find(request, application, "recommend")
    said = _read(request)
    errors = _errors(said, words_needed=False) if request.method == "POST" else []
    if request.method == "GET" or errors:
        return _ask(request, "registrar/recommend_refusal.html", found, ReasonUse.REFUSE, said, errors)
    recommend_application(
        application=found,
        outcome=outcome_named("refused"),
        reasons=said.reasons,
        words=said.words,
        by=request.actor,
        at=timezone.now(),
    )
    return _on_to_next()


@require_http_methods(["GET", "POST"])
@signed_in(*OFFICERS)
def return_for_correction(request: Request, application: UUID) -> HttpResponse:
    """Send the case back and name once everything that is to be corrected."""
    found = _find(request, application, "return")
    said = _read(request)
    errors = _errors(said, words_needed=False) if request.method == "POST" else []
    if request.method == "GET" or errors:
        return _ask(request, "registrar/return.html", found, ReasonUse.RETURN, said, errors, _missing(found))
    return_application(
        application=found,
        reasons=said.reasons,
        documents=said.documents,
        words=said.words,
        by=request.actor,
        at=timezone.now(),
    )
    return _on_to_next()


@require_POST
@signed_in(Role.REGISTRAR)
def prepare_grant(request: Request, application: UUID) -> HttpResponse:
    """Write down a grant for this case, to be signed on the signing site."""
    found = _find(request, application, "grant")
    return _prepare(request, found, "granted", Said())


@require_http_methods(["GET", "POST"])
@signed_in(Role.REGISTRAR)
def prepare_refusal(request: Request, application: UUID) -> HttpResponse:
    """Write down a refusal with its reasons, to be signed on the signing site."""
    found = _find(request, application, "refuse")
    said = _read(request)
    errors = _errors(said, words_needed=True) if request.method == "POST" else []
    if request.method == "GET" or errors:
        return _ask(request, "registrar/refuse.html", found, ReasonUse.REFUSE, said, errors)
    return _prepare(request, found, "refused", said)


def _prepare(request: Request, application: "Application", outcome: str, said: Said) -> HttpResponse:
    """No row is locked while the vault is asked; the proposal is written last, and has no effect."""
    decision, at = uuid7(), timezone.now()
    begun = vault("registrar").begin_decision(token=request.session_token, case=application.pk, decision=decision)
    answers, records, root = open_for_decision(application, request.session_token)
    service = get_version(application.service_version)
    ground = ground_of(application, at)
    granted = outcome == "granted"
    fee = (
        permit_fee(service, fee_facts(service, answers, cohort=ground.cohort, track=ground.track)) if granted else None
    )
    propose_decision(
        proposal=decision,
        application=application,
        outcome=outcome_named(outcome),
        terms=build_terms(service, answers, ground, granted=granted),
        fee=fee or None,
        reasons=said.reasons,
        words=said.words,
        dossier=Dossier(tuple(records), root),
        nonce=begun["nonce"],
        expires_at=datetime.fromtimestamp(begun["expires_at"], UTC),
        by=request.actor,
        at=at,
    )
    return HttpResponseRedirect(site_address("signing", f"/decisions/{decision}/"))


def _find(request: Request, application: UUID, act: str) -> "Application":
    """The case, if this act is open to the officer now. Raises WrongStatus otherwise."""
    try:
        found = get_application(application, seen_by=request.actor)
    except ObjectDoesNotExist:
        raise Http404 from None
    if act not in acts_open(found, request.actor):
        raise WrongStatus(f"cannot {act} while {found.status}")
    return found


def _read(request: Request) -> Said:
    words = one_form(request.POST.get("words", "")).strip()
    documents = list(dict.fromkeys(request.POST.getlist("document")))
    # Whoever names missing documents has said why; the reason need not be ticked as well.
    reasons = [*request.POST.getlist("reason"), *([MISSING] if documents else [])]
    return Said(list(dict.fromkeys(reasons)), words, documents)


def _errors(said: Said, *, words_needed: bool) -> list[PageError]:
    errors = []
    if not said.reasons:
        errors.append(PageError("reason-1", _("Choose at least one reason.")))
    if words_needed and not said.words:
        errors.append(PageError("words", _("Write why in your own words. An appeal will be judged on them.")))
    if len(said.words) > LONGEST_WORDS:
        errors.append(PageError("words", _("Please shorten this to 4,000 characters.")))
    return errors


def _ask(
    request: Request,
    template: str,
    application: "Application",
    use: ReasonUse,
    said: Said,
    errors: list[PageError],
    more: "Mapping[str, object] | None" = None,
) -> HttpResponse:
    service = get_version(application.service_version)
    reasons: tuple[Reason, ...] = service.reasons_for(use)
    context = {
        "application": application,
        "service": service,
        "reasons": reasons,
        "said": said,
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
        "longest_words": LONGEST_WORDS,
        **(more or {}),
    }
    return render(request, template, context, status=400 if errors else 200)


def _missing(application: "Application") -> dict[str, object]:
    """The documents that can be asked for, or when they were; the reason is given by naming them."""
    service = get_version(application.service_version)
    there = {one.document for one in list_evidence(application.pk) if one.status in USABLE}
    return {
        "reasons": [one for one in service.reasons_for(ReasonUse.RETURN) if one.code != MISSING],
        "missing": [one for one in service.documents if one.id not in there],
        "asked_before": find_request_for_documents(application.pk),
    }


def _on_to_next() -> HttpResponseRedirect:
    """The desk works through its queue: after one case comes the next."""
    return HttpResponseRedirect(reverse("next"))
