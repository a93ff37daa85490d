"""Putting typed text into one form, so that what looks the same is the same.

Thai: SARA AM may arrive as NIKHAHIT and SARA AA, which Unicode normalisation does not join; SARA AE
as two SARA E. Invisible characters come along with copied text.
"""

import re
import unicodedata

THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_TONE = "[\u0e48-\u0e4b]?"
_SPLIT_SARA_AM = re.compile(f"({_TONE})\u0e4d({_TONE})\u0e32")
_CONTROL = re.compile(r"[^\S\n ]|[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def one_form(text: str) -> str:
    """NFC, without invisible characters, SARA AM and SARA AE as single letters; line ends as `\\n`.

    Joiners (U+200C, U+200D) are dropped as well: names and addresses here are Thai or Latin.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _SPLIT_SARA_AM.sub("\\1\\2\u0e33", _INVISIBLE.sub("", text)).replace("\u0e40\u0e40", "\u0e41")
    return unicodedata.normalize("NFC", _CONTROL.sub(" ", text))


def one_line(text: str) -> str:
    """`one_form` on a single line, runs of spaces as one, none at the ends."""
    return " ".join(one_form(text).split())


def bare(text: str) -> str:
    """Letters and digits alone in upper case: spaces, hyphens and dots dropped, Thai digits as 0 to 9."""
    return re.sub(r"[\s\-.–—/()]", "", one_form(text)).translate(THAI_DIGITS).upper()
