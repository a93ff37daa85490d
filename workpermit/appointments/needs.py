"""What a visitor needs at the centre: codes kept with the appointment, so that the hall is ready."""

from collections.abc import Iterable
from enum import StrEnum


class Need(StrEnum):
    """A chair's way, a child, or somebody who speaks the language (ISO 639-1)."""

    WHEELCHAIR = "wheelchair"
    CHILD = "child"
    BURMESE = "speaks-my"
    KHMER = "speaks-km"
    LAO = "speaks-lo"
    VIETNAMESE = "speaks-vi"
    ENGLISH = "speaks-en"


def known_needs(codes: Iterable[str]) -> list[str]:
    """Those of the codes that there are, each once, in the order of the list."""
    asked = set(codes)
    return [need.value for need in Need if need in asked]
