"""Comparing a zone with what a filing says. The result is names of what differs, never a value."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from workpermit.passports.dates import birth_date, expiry_date
from workpermit.passports.parse import parse_zone
from workpermit.passports.zone import Zone

# Letters that no accent can be taken from (ICAO 9303-3, section 6).
_LETTERS = str.maketrans({"Æ": "AE", "Ø": "OE", "Œ": "OE", "ß": "SS", "Þ": "TH", "Đ": "D", "Ð": "D", "Ł": "L"})


class ZoneRead(NamedTuple):
    """The lines of a valid zone, and whether its names were read without doubt."""

    lines: tuple[str, ...]
    sure_of_names: bool


def differences(read: ZoneRead, worker: Mapping[str, Any], today: date) -> list[str]:
    """What the answers about the worker say otherwise than the zone; what either does not say is no difference.

    Raises ZoneBroken where the lines are no zone.
    """
    zone = parse_zone(read.lines)
    pairs = {
        "passport_number": (_plain(zone.number), _plain(worker.get("passport_number"))),
        "nationality": (zone.nationality, worker.get("nationality")),
        "birth_date": (_text(birth_date(zone.birth, today)), worker.get("birth_date")),
        "sex": (zone.sex, worker.get("sex") if worker.get("sex") in ("F", "M") else ""),
        "passport_expires_on": (_text(expiry_date(zone.expiry, today)), worker.get("passport_expires_on")),
    }
    found = [name for name, (here, there) in pairs.items() if here and there and here != there]
    if read.sure_of_names and not _same_names(zone, worker):
        found.insert(0, "names")
    return found


def _same_names(zone: Zone, worker: Mapping[str, Any]) -> bool:
    """Whether both have the same words, in whatever order and however divided; a cut name only has to begin so."""
    said = [_words(worker.get(name)) for name in ("family_name", "given_names")]
    if not any(said):
        return True
    shown = [zone.primary.split(), zone.secondary.split()]
    if zone.names_cut:
        return all("".join(there).startswith("".join(here)) for here, there in zip(shown, said, strict=True) if there)
    here, there = [*shown[0], *shown[1]], [*said[0], *said[1]]
    return sorted(here) == sorted(there) or "".join(here) == "".join(there)


def _words(text: object) -> list[str]:
    """Words in the letters of a zone: capitals without accents; hyphens divide, apostrophes do not."""
    capitals = str(text or "").upper().translate(_LETTERS)
    bare = "".join(one for one in unicodedata.normalize("NFKD", capitals) if not unicodedata.combining(one))
    return re.findall(r"[A-Z]+", re.sub(r"['’ʼ.]", "", bare))


def _plain(text: object) -> str:
    return re.sub(r"[^A-Z0-9]", "", str(text or "").upper())


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
