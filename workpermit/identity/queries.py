"""Reading identity checks, and what was found in pictures and chips."""

from typing import NamedTuple
from uuid import UUID

from workpermit.identity.models import Capture, ChipFinding, FaceComparison, IdentityCheck
from workpermit.passports.chip.authenticate import PROVEN

CHIP = "chip"  # beside names of documents: what a face was compared with


def list_identity_checks(application: UUID) -> list[IdentityCheck]:
    """The checks at counters, newest first."""
    return list(IdentityCheck.objects.filter(application=application).order_by("-id"))


def reasons() -> list[tuple[str, str]]:
    """Why an identity may not be confirmed: code and label."""
    return list(IdentityCheck.Reason.choices)


class Face(NamedTuple):
    """The newest picture of a visit: whether there is one, and what its comparison found so far.

    `paper` is the document that it was compared with, or CHIP; `aside` says why it was not the portrait of a
    proven chip: `read_later`, `other_answers` or `no_portrait`.
    """

    taken: bool = False
    seen: str = ""
    band: str = ""
    paper: str = ""
    aside: str = ""

    @property
    def waiting(self) -> bool:
        """Whether a picture is there that has not been compared yet."""
        return self.taken and not self.seen

    @property
    def advice(self) -> str:
        """The band, or the code that says why there is none."""
        return self.band or self.seen


class ChipSeen(NamedTuple):
    """The newest reading of a passport's chip in a visit, and what was found in it so far."""

    taken: bool = False
    result: str = ""
    differs: tuple[str, ...] = ()

    @property
    def waiting(self) -> bool:
        """Whether a chip was read that has not been judged yet."""
        return self.taken and not self.result


def latest_face(visit: UUID) -> Face:
    """What is known about the newest picture of a visit."""
    capture = latest_capture(visit, Capture.Kind.FACE)
    if capture is None:
        return Face()
    found = FaceComparison.objects.filter(capture=capture).first()
    if found is None:
        return Face(taken=True)
    aside = _chip_aside(capture) if found.paper not in ("", CHIP) else ""
    return Face(True, found.seen, found.band, found.paper, aside)


def latest_chip(visit: UUID) -> ChipSeen:
    """What is known about the newest reading of a chip in a visit."""
    capture = latest_capture(visit, Capture.Kind.CHIP)
    if capture is None:
        return ChipSeen()
    found = ChipFinding.objects.filter(capture=capture).first()
    return ChipSeen(True, found.result, tuple(found.differs)) if found else ChipSeen(taken=True)


def latest_capture(visit: UUID, kind: Capture.Kind) -> Capture | None:
    """The newest of its kind that was taken in a visit."""
    return Capture.objects.filter(visit=visit, kind=kind).order_by("-id").first()


def _chip_aside(face: Capture) -> str:
    """Why the comparison of this picture left the visit's proven chip aside; nothing where none is proven."""
    chip = latest_capture(face.visit, Capture.Kind.CHIP)
    found = chip and ChipFinding.objects.filter(capture=chip, result__in=PROVEN).first()
    if not chip or not found:
        return ""
    if found.differs:
        return "other_answers"
    return "read_later" if chip.captured_at >= face.captured_at else "no_portrait"


def count_biometrics(visit: UUID) -> int:
    """How many records of fingers and irises were taken in a visit."""
    return Capture.objects.filter(visit=visit, kind=Capture.Kind.BIOMETRIC).count()


def get_capture(capture: UUID) -> Capture:
    """Raises Capture.DoesNotExist."""
    return Capture.objects.get(pk=capture)


def is_looked_at(capture: Capture) -> bool:
    """Whether the government zone has looked at this already."""
    found = FaceComparison if capture.kind == Capture.Kind.FACE else ChipFinding
    return found.objects.filter(capture=capture).exists()
