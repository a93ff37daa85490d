"""Adding and removing the files of one line of the checklist."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from workpermit.applications.rules import check_open_to_change
from workpermit.catalogue.definition import Document
from workpermit.core.actors import Role
from workpermit.documents.intake import FileIsEmpty, FileTooLarge, PasswordProtected, WrongFileType
from workpermit.documents.services import TooManyFiles, receive_evidence, remove_evidence
from workpermit.sites.applicant.filing import Filing, get_own_filing
from workpermit.sites.applicant.views.filings import state_of
from workpermit.sites.applicant.words import LEFT_OUT, PROBLEMS, TYPES, megabytes
from workpermit.sites.http import AnyRequest, Request, signed_in
from workpermit.sites.parts import PageError
from workpermit.sites.rules_text import sentence_for

DRAIN = 64 * 1024 * 1024  # bytes that are read and dropped so that the browser gets to see the answer
REFUSALS = (FileIsEmpty, FileTooLarge, WrongFileType, PasswordProtected, TooManyFiles)

View = Callable[..., HttpResponseBase]


def refuse_huge(view: View) -> View:
    """Refuse a body that is longer than any document may be before anything of it is kept.

    It stands before the check against forged requests, because that check reads the whole body.
    """

    @wraps(view)
    def page(request: AnyRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method == "POST" and _length(request) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            _drain(request)
            limit = megabytes(settings.FILE_UPLOAD_MAX_MEMORY_SIZE)
            return render(request, "applicant/too_large.html", {"back_to": request.path, "limit": limit}, status=413)
        return csrf_protect(view)(request, *args, **kwargs)

    return csrf_exempt(page)


def _length(request: AnyRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0


def _drain(request: AnyRequest) -> None:
    left = min(_length(request), DRAIN)
    while left > 0:
        piece = request.read(min(left, 1 << 16))
        if not piece:
            break
        left -= len(piece)


@refuse_huge
@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def document(request: Request, application_id: UUID, document_id: str) -> HttpResponse:
    """One line of the checklist: its files, and adding another."""
    filing = get_own_filing(request, application_id)
    wanted = _wanted(filing, document_id)
    check_open_to_change(filing.application, request.actor)
    if request.method == "GET":
        return _page(request, filing, wanted, "")
    uploaded = request.FILES.get("file")
    if uploaded is None:
        return _page(request, filing, wanted, _("Choose a file first"))
    try:
        receive_evidence(
            case=filing.id,
            subject=filing.application.subject,
            document=wanted,
            name=uploaded.name or "",
            content=uploaded.read(),
            by=request.actor,
            at=timezone.now(),
        )
    except REFUSALS as refusal:
        sentence = sentence_for(refusal.code)
        return _page(request, filing, wanted, f"{sentence.says} {sentence.do}")
    return HttpResponseRedirect(f"{filing.home}documents/{wanted.id}/")


@require_POST
@signed_in(Role.APPLICANT)
def remove(request: Request, application_id: UUID, document_id: str, evidence_id: UUID) -> HttpResponse:
    """Take one file out of the filing; it may have gone already."""
    filing = get_own_filing(request, application_id)
    wanted = _wanted(filing, document_id)
    check_open_to_change(filing.application, request.actor)
    for one in filing.evidence_for(wanted.id):
        if one.pk == evidence_id:
            remove_evidence(one, by=request.actor, at=timezone.now())
    return HttpResponseRedirect(f"{filing.home}documents/{wanted.id}/")


def _wanted(filing: Filing, document_id: str) -> Document:
    try:
        return filing.service.document(document_id)
    except KeyError:
        raise Http404 from None


def _page(request: Request, filing: Filing, wanted: Document, problem: str) -> HttpResponse:
    context = {
        "filing": filing,
        "document": wanted,
        "files": [(one, PROBLEMS.get(one.problem, PROBLEMS["not_readable"])) for one in filing.evidence_for(wanted.id)],
        "required": filing.is_required(wanted),
        "types": [TYPES[kind] for kind in wanted.accepts],
        "accept": ",".join(wanted.accepts),
        "limit": megabytes(wanted.max_bytes),
        "max_bytes": wanted.max_bytes,
        "why_again": LEFT_OUT.get(filing.why_not_reused(wanted), "") if not filing.evidence_for(wanted.id) else "",
        "reused": filing.is_reused(filing.evidence_for(wanted.id)),
        "errors": [PageError("file", problem)] if problem else [],
        "state": state_of(filing),
        "following": _following(filing, wanted),
    }
    return render(request, "applicant/document.html", context, status=422 if problem else 200)


def _following(filing: Filing, wanted: Document) -> Document | None:
    """The next required document without a file."""
    return next((one for one in filing.missing_documents if one.id != wanted.id), None)
