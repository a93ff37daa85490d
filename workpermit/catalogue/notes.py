"""The notes of the catalogue in the reader's language.

Their authors write them in English, a part after the other with a full stop or a semicolon between. `th/notes.csv` has
each part in Thai; a note of which a part is missing there, such as one that an officer has just written in a draft,
is shown as it was written.
"""

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from workpermit.core.languages import ENGLISH, THAI

PATH = Path(__file__).parent / "th" / "notes.csv"
_BETWEEN = re.compile(r"(?<=[.;]) ")


class Note(NamedTuple):
    """What a page shows, and the language in which it is."""

    words: str
    language: str


def say_note(note: str, language: str) -> Note:
    """The note in Thai where Thai is read and known, else as it was written, in English."""
    if language == THAI and note:
        said = [thai_parts().get(part, "") for part in parts_of(note)]
        if all(said):
            return Note(" ".join(said), THAI)
    return Note(note, ENGLISH)


def parts_of(note: str) -> list[str]:
    """The sentences of a note without the stops that end them."""
    return [part.rstrip(".;") for part in _BETWEEN.split(note)]


@lru_cache(maxsize=1)
def thai_parts() -> dict[str, str]:
    """Each known part of a note in Thai."""
    with PATH.open(encoding="utf-8", newline="") as rows:
        return {row["en"]: row["th"] for row in csv.DictReader(rows)}
