"""The words in a permit's code: from the terms that the registrar signed, masked and short enough to be scanned.

The code carries Thai, which is what counts, and the English wording where the terms have one. The paper says
everything in full; the code only has to tell this employer, work and place from others.
"""

from workpermit.sealing.cose import Words, mask_name
from workpermit.sealing.record import Opened
from workpermit.sealing.refusal import Refused

# Bytes of UTF-8 (a Thai letter takes three). All at their longest still give a code that a telephone reads from a
# printed permit: version 29 of ISO/IEC 18004 with error correction M.
LONGEST = {"employer": 180, "job": 150, "place": 150}
LONGEST_ENGLISH = {"employer": 60, "job": 80, "place": 30}


def permit_words(terms: Opened) -> tuple[Words, Words]:
    """The Thai and the English words; an English one that the terms lack is empty.

    Raises Refused with `bad_dossier` where the terms name no employer, job or place.
    """
    thai = {name: _thai(terms, name) for name in LONGEST}
    english = {"employer": _text(terms, "employer_en"), "job": _text(terms, "job_en")}
    english["place"] = _text(terms, "province_en")
    if terms.value.get("household") is True:
        # A household's name is a home address too: strangers read its first letters alone.
        thai["employer"], english["employer"] = mask_name(thai["employer"]), mask_name(english["employer"])
    said = {name: _brief(text, LONGEST[name]) for name, text in thai.items()}
    also = {name: _brief(text, LONGEST_ENGLISH[name]) for name, text in english.items()}
    return Words(**said), Words(**{name: "" if also[name] == said[name] else also[name] for name in also})


def _thai(terms: Opened, name: str) -> str:
    text = _text(terms, name)
    if not text:
        raise Refused("bad_dossier")
    return text


def _text(terms: Opened, name: str) -> str:
    value = terms.value.get(name, "")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _brief(text: str, most: int) -> str:
    """At most so many bytes; what is cut ends in an ellipsis."""
    if len(text.encode()) <= most:
        return text
    room = most - len("…".encode())
    return text.encode()[:room].decode(errors="ignore").rstrip() + "…"
