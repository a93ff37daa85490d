"""Recording what was taken and found at the counter."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction

from workpermit.casework.jobs import enqueue
from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7
from workpermit.identity.biometrics import read_header
from workpermit.identity.models import Capture, ChipFinding, FaceComparison, IdentityCheck
from workpermit.identity.queries import latest_chip, latest_face
from workpermit.sealing.files import seal_file
from workpermit.sealing.services import write_record


class Taken(TypedDict):
    """Where, when and by whom something was taken; `device` is the proof of the counter's device, as text."""

    application: UUID
    subject: UUID
    visit: UUID
    centre: str
    device: Mapping[str, str]
    by: Actor
    at: datetime
    record: UUID | None  # of the sealed record, made by the page that took it, so that it is kept once


@transaction.atomic
def record_check(
    *, application: UUID, appointment: UUID, visit: UUID, centre: str, reason: str, by: Actor, at: datetime
) -> IdentityCheck:
    """Record one comparison by eye; an empty `reason` means that the person was confirmed.

    What the newest picture and the newest reading of the chip had advised stands beside it.
    """
    outcome = IdentityCheck.Outcome.NOT_CONFIRMED if reason else IdentityCheck.Outcome.CONFIRMED
    check = IdentityCheck(
        id=uuid7(),
        application=application,
        appointment=appointment,
        visit=visit,
        centre=centre,
        outcome=outcome,
        reason=reason,
        face=latest_face(visit).advice,
        chip=latest_chip(visit).result,
        checked_by=by.id,
        checked_at=at,
    )
    IdentityCheck.objects.bulk_create([check])
    return check


def keep_face(content: bytes, **taken: Unpack[Taken]) -> Capture:
    """Seal a live picture (JPEG) with the device's signature over it, and ask for its comparison."""
    return _keep(Capture.Kind.FACE, content, "image/jpeg", "compare_face", taken)


def keep_chip(content: bytes, **taken: Unpack[Taken]) -> Capture:
    """Seal what a reader handed over of a passport's chip with the device's signature, and ask for it to be judged."""
    return _keep(Capture.Kind.CHIP, content, "application/json", "authenticate_chip", taken)


def keep_biometric(content: bytes, **taken: Unpack[Taken]) -> Capture:
    """Seal a record of a finger or an iris with the device's signature; nothing compares it. Raises NotARecord."""
    read_header(content)
    return _keep(Capture.Kind.BIOMETRIC, content, "application/octet-stream", "", taken)


def _keep(kind: Capture.Kind, content: bytes, media_type: str, task: str, taken: Taken) -> Capture:
    """Nobody at the centre can open it again: the vault opens it for the worker `check` and for its own person.

    What was sent again, because the link broke before the answer was heard, is what was kept the first time.
    """
    sent_before = Capture.objects.filter(record=taken["record"]) if taken["record"] else Capture.objects.none()
    try:
        return sent_before.first() or _write(kind, content, media_type, task, taken)
    except IntegrityError:  # both at the same moment
        return sent_before.get()


@transaction.atomic
def _write(kind: Capture.Kind, content: bytes, media_type: str, task: str, taken: Taken) -> Capture:
    value = {**seal_file(content, media_type), "device": dict(taken["device"])}
    case, at, record = taken["application"], taken["at"], taken["record"]
    sealed = write_record(kind=kind, case=case, subject=taken["subject"], value=value, at=at, record=record)
    capture = Capture(
        id=uuid7(),
        kind=kind,
        application=case,
        visit=taken["visit"],
        centre=taken["centre"],
        record=sealed.id,
        captured_by=taken["by"].id,
        captured_at=at,
    )
    Capture.objects.bulk_create([capture])
    if task:
        enqueue(task, capture.pk)
    return capture


@transaction.atomic
def record_comparison(capture: Capture, *, seen: str, band: str, paper: str, at: datetime) -> None:
    """Keep what the comparison found; a second one of the same picture changes nothing."""
    found = FaceComparison(capture=capture, seen=seen, band=band, paper=paper, compared_at=at)
    FaceComparison.objects.bulk_create([found], ignore_conflicts=True)


@transaction.atomic
def record_chip(capture: Capture, *, result: str, differs: Sequence[str], at: datetime) -> None:
    """Keep what a chip has proven, and which answers say otherwise; a second finding changes nothing."""
    found = ChipFinding(capture=capture, result=result, differs=list(differs), found_at=at)
    ChipFinding.objects.bulk_create([found], ignore_conflicts=True)
