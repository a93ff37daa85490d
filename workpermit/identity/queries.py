"""Reading identity checks, and what was found in pictures and chips."""

from typing import NamedTuple
from uuid import UUID

from workpermit.identity.models import Capture, ChipFinding, FaceComparison, IdentityCheck


def list_identity_checks(application: UUID) -> list[IdentityCheck]:
    """The checks at counters, newest first."""
    return list(IdentityCheck.objects.filter(application=application).order_by("-id"))


def reasons() -> list[tuple[str, str]]:
    """Why an identity may not be confirmed: code and label."""
    return list(IdentityCheck.Reason.choices)


class Face(NamedTuple):
    """The newest picture of a visit: whether there is one, and what its comparison found so far."""

    taken: bool = False
    seen: str = ""
    band: str = ""
    paper: str = ""

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
    capture = _latest(visit, Capture.Kind.FACE)
    if capture is None:
        return Face()
    found = FaceComparison.objects.filter(capture=capture).first()
    return Face(True, found.seen, found.band, found.paper) if found else Face(taken=True)


def latest_chip(visit: UUID) -> ChipSeen:
    """What is known about the newest reading of a chip in a visit."""
    capture = _latest(visit, Capture.Kind.CHIP)
    if capture is None:
        return ChipSeen()
    found = ChipFinding.objects.filter(capture=capture).first()
    return ChipSeen(True, found.result, tuple(found.differs)) if found else ChipSeen(taken=True)


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


def _latest(visit: UUID, kind: Capture.Kind) -> Capture | None:
    return Capture.objects.filter(visit=visit, kind=kind).order_by("-id").first()
