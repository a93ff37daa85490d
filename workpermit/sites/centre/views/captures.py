"""What a counter takes of a visitor: sealed at once, looked at in the government zone, and never shown here again."""

import hashlib
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from workpermit.applications.queries import get_application
from workpermit.core.actors import Role
from workpermit.identity.queries import latest_chip, latest_face
from workpermit.identity.services import keep_chip, keep_face
from workpermit.sealing.canonical import b64
from workpermit.sealing.client import VaultRefused, vault
from workpermit.sites.centre.capture_words import Said, say_chip, say_face, say_problem
from workpermit.sites.centre.device import RETRY, read_proof
from workpermit.sites.centre.views.visits import find_own
from workpermit.sites.centre.visit import Visit, find_visit
from workpermit.sites.http import Request, signed_in

LARGEST_PICTURE = 4 * 1024 * 1024  # bytes
LARGEST_CHIP = 400_000
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


def _capture(request: Request, appointment: UUID, kind: str) -> HttpResponse:
    visit = _open_visit(request, appointment)
    if visit is None:
        return HttpResponse(status=410)
    content, proof = _content(request.FILES.get(kind), kind), read_proof(request)
    if not content:
        return _say(request, say_problem(f"no_{kind}"), status=400)
    client, digest = vault("operator"), hashlib.sha256(content).digest()
    ask = client.capture_face if kind == "face" else client.capture_chip
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
    keep = keep_face if kind == "face" else keep_chip
    keep(
        content,
        application=application.pk,
        subject=application.subject,
        visit=visit.id,
        centre=request.actor.place,
        device=device | {"session": str(session)},
        by=request.actor,
        at=timezone.now(),
    )
    return _say(request, say_face(latest_face(visit.id)) if kind == "face" else say_chip(latest_chip(visit.id)))


def _open_visit(request: Request, appointment: UUID) -> Visit | None:
    """The clerk's visit while its time runs; an appointment of another centre is not found."""
    find_own(request, appointment)
    visit = find_visit(request, appointment)
    return visit if visit and visit.seconds_left(timezone.now()) else None


def _content(sent: UploadedFile | None, kind: str) -> bytes:
    """What was posted; nothing where it is too large, or no JPEG where it should be one."""
    largest = LARGEST_PICTURE if kind == "face" else LARGEST_CHIP
    if sent is None or not sent.size or sent.size > largest:
        return b""
    content = bytes(sent.read())
    return content if kind == "chip" or content.startswith(_JPEG) else b""


def _say(request: Request, said: Said | None, status: int = 200) -> HttpResponse:
    return render(request, "centre/parts/capture_said.html", {"said": said}, status=status)
