"""What a counter takes of a visitor: sealed at once, looked at in the government zone, and never shown here again."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from workpermit.applications.queries import get_application
from workpermit.catalogue.face_rules import face_rules
from workpermit.core.actors import Role
from workpermit.identity.biometrics import NotARecord, read_header
from workpermit.identity.queries import count_biometrics, latest_chip, latest_face
from workpermit.identity.services import keep_biometric, keep_chip, keep_face
from workpermit.sealing.canonical import b64
from workpermit.sealing.client import VaultRefused, vault
from workpermit.sites.centre.capture_words import Said, say_biometrics, say_chip, say_face, say_problem
from workpermit.sites.centre.device import RETRY, read_proof
from workpermit.sites.centre.views.visits import find_own
from workpermit.sites.centre.visit import Visit, find_visit
from workpermit.sites.http import Request, signed_in

LARGEST = {"face": 4 * 1024 * 1024, "chip": 400_000, "biometric": 1_000_000}  # bytes
_JPEG = b"\xff\xd8\xff"


@require_GET
@signed_in(Role.OPERATOR_CLERK)
def show_face(request: Request, appointment: UUID) -> HttpResponse:
    """What the comparison of the newest picture says so far. The picture itself is never shown."""
    visit = _open_visit(request, appointment)
    return _say(request, say_face(latest_face(visit.id))) if visit else HttpResponse(status=410)


@require_GET
@signed_in(Role.OPERATOR_CLERK)
def show_chip(request: Request, appointment: UUID) -> HttpResponse:
    """What was found in the passport's chip so far. Nothing that it holds is shown."""
    visit = _open_visit(request, appointment)
    return _say(request, say_chip(latest_chip(visit.id))) if visit else HttpResponse(status=410)


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def capture_face(request: Request, appointment: UUID) -> HttpResponse:
    """Seal one picture that the counter's camera took and its device signed, and ask for the comparison."""
    return _capture(request, appointment, "face")


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def capture_chip(request: Request, appointment: UUID) -> HttpResponse:
    """Seal what the counter's reader read from a passport's chip, and ask for it to be judged."""
    return _capture(request, appointment, "chip")


@require_POST
@signed_in(Role.OPERATOR_CLERK)
def capture_biometric(request: Request, appointment: UUID) -> HttpResponse:
    """Seal a record of a finger or an iris that the counter's reader took, where the catalogue asks for one."""
    if not face_rules().records:
        raise Http404
    return _capture(request, appointment, "biometric")


@require_GET
@signed_in(Role.OPERATOR_CLERK)
def show_biometric(request: Request, appointment: UUID) -> HttpResponse:
    """How many records were taken in this visit."""
    visit = _open_visit(request, appointment)
    return _say(request, say_biometrics(count_biometrics(visit.id))) if visit else HttpResponse(status=410)


def _capture(request: Request, appointment: UUID, kind: str) -> HttpResponse:
    visit = _open_visit(request, appointment)
    if visit is None:
        return HttpResponse(status=410)
    content, proof = _content(request.FILES.get(kind), kind), read_proof(request)
    if not content:
        return _say(request, say_problem(f"no_{kind}"), status=400)
    ask, keep, say = _ways(kind)
    digest = hashlib.sha256(content).digest()
    try:
        session = ask(token=request.session_token, visit=visit.id, content=digest, device=proof)
    except VaultRefused as refusal:
        if refusal.code == "expired":
            return HttpResponse(status=410)
        if refusal.code in RETRY:
            return _say(request, say_problem("signature"), status=400)
        raise
    assert proof is not None  # the vault has verified it
    device = {"key": b64(proof.key), "challenge": proof.challenge, "signature": b64(proof.signature)}
    application = get_application(find_own(request, appointment).application, seen_by=request.actor)
    keep(
        content,
        application=application.pk,
        subject=application.subject,
        visit=visit.id,
        centre=request.actor.place,
        device=device | {"session": str(session)},
        by=request.actor,
        at=timezone.now(),
        record=_record(request),
    )
    return _say(request, say(visit.id))


def _record(request: Request) -> UUID | None:
    """The id that the page gave to what it took; sent again after a broken link, it has the same."""
    with suppress(ValueError):
        return UUID(request.POST.get("record", ""))
    return None


def _ways(kind: str) -> tuple[Callable[..., UUID], Callable[..., object], Callable[[UUID], Said | None]]:
    """How a kind is vouched for, kept, and told."""
    client = vault("operator")
    return {
        "face": (client.capture_face, keep_face, lambda visit: say_face(latest_face(visit))),
        "chip": (client.capture_chip, keep_chip, lambda visit: say_chip(latest_chip(visit))),
        "biometric": (client.capture_biometric, keep_biometric, lambda visit: say_biometrics(count_biometrics(visit))),
    }[kind]


def _open_visit(request: Request, appointment: UUID) -> Visit | None:
    """The clerk's visit while its time runs; an appointment of another centre is not found."""
    find_own(request, appointment)
    visit = find_visit(request, appointment)
    return visit if visit and visit.seconds_left(timezone.now()) else None


def _content(sent: UploadedFile | None, kind: str) -> bytes:
    """What was posted; nothing where it is too large, or not of its kind."""
    if sent is None or not sent.size or sent.size > LARGEST[kind]:
        return b""
    content = bytes(sent.read())
    return content if _is_of_its_kind(content, kind) else b""


def _is_of_its_kind(content: bytes, kind: str) -> bool:
    """By the first bytes; what a chip's file holds is read elsewhere."""
    if kind == "face":
        return content.startswith(_JPEG)
    if kind == "chip":
        return True
    try:
        return read_header(content).modality in face_rules().records
    except NotARecord:
        return False


def _say(request: Request, said: Said | None, status: int = 200) -> HttpResponse:
    return render(request, "centre/parts/capture_said.html", {"said": said}, status=status)
