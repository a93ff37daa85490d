"""What every part of the catalogue is made of: an immutable part, a text in two languages, a certainty."""

from enum import StrEnum

import msgspec

from workpermit.catalogue.languages import translate
from workpermit.core.languages import THAI


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every part of a definition: immutable, and a misspelt key is an error."""


class Text(Part, frozen=True):
    """One text in the two official languages; further ones stand apart, keyed by the English text."""

    th: str
    en: str

    def show(self, language: str) -> str:
        """The text in a language; English where that language has no translation of it."""
        return self.th if language == THAI else translate(self.en, language)


class Certainty(StrEnum):
    """How far a fact of law or practice has been verified against its source."""

    HIGH = "high"
    MEDIUM = "med"
    LOW = "low"
