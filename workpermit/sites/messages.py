"""Texts of the pages in other languages: finding what has none yet, and compiling the catalogues.

English sentences stand in code and templates; Thai ones in `locale/` for what all sites share and
in the `locale/` folder of each application for its own. Further languages stand beside them, for
the sites that workers see. `python -m workpermit.sites.messages [language]` prints what is missing,
in Thai or the language given, in the form in which it is written down (docs/translating.md).
"""

import os
import sys
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

from workpermit.core.languages import OFFICIAL, THAI

ROOT = Path(__file__).parents[2]
SITES = ROOT / "workpermit" / "sites"
# Sites in the official languages alone, with what officers alone read of the shared texts.
STAFF = (
    *(SITES / name for name in ("api", "centre", "oversight", "registrar", "signing")),
    SITES / "templates/sites/enrol.html",
    SITES / "cards_text.py",
    SITES / "stock_words.py",
    SITES / "templates/sites/parts/card_balance.html",
    SITES / "drafts_text.py",
    SITES / "centres_text.py",
    SITES / "queue_text.py",
    SITES / "centres_words.py",
    SITES / "load_chart.py",
    SITES / "manage_form.py",
    SITES / "templates/sites/parts/load_chart.html",
    SITES / "templates/sites/parts/service_bands.html",
)
# What visitors read on a staff site.
VISITORS = tuple(SITES / "centre" / name for name in ("views/kiosk.py", "tickets.py", "templates/centre/kiosk"))
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

Message = tuple[str, str]  # context (mostly empty) and the English text
Where = str  # file and line


def catalogues(language: str = "*") -> list[Path]:
    """The catalogues of a language, or of all: of the project, and of each application that has one."""
    places = [ROOT / "locale", *sorted((ROOT / "workpermit").rglob("locale"))]
    return [file for place in places for file in sorted(place.glob(f"{language}/LC_MESSAGES/django.po"))]


def compile_messages() -> list[Path]:
    """Write the compiled form beside each catalogue that is newer; answers what was written."""
    written = []
    for source in catalogues():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime > source.stat().st_mtime:
            continue
        compiled = BytesIO()
        write_mo(compiled, read(source))
        # In one step, because another process may be reading it.
        half = target.with_suffix(f".{os.getpid()}")
        half.write_bytes(compiled.getvalue())
        half.replace(target)
        written.append(target)
    return written


def read(source: Path) -> Catalog:
    """One catalogue. Raises babel's PoFileError where it is not well formed."""
    with source.open("rb") as file:
        return read_po(file, locale=source.parts[-3], abort_invalid=True)


def used(language: str = THAI) -> dict[Message, Where]:
    """Every text that pages in a language ask for, with the first place that does."""
    found: dict[Message, Where] = {}
    for file in sorted((ROOT / "workpermit").rglob("*")):
        if file.suffix not in (".py", ".html") or "migrations" in file.parts:
            continue
        if language not in OFFICIAL and _is_in(file, STAFF) and not _is_in(file, VISITORS):
            continue
        for line, message in _texts(file):
            found.setdefault(message, f"{file.relative_to(ROOT)}:{line}")
    return found


def _is_in(file: Path, places: Iterable[Path]) -> bool:
    return any(file.is_relative_to(place) for place in places)


def translated(language: str = THAI) -> set[Message]:
    """Every text that has a form in a language which nobody marked as doubtful."""
    return {
        (message.context or "", _english(message.id))
        for source in catalogues(language)
        for message in read(source)
        if message.id and not message.fuzzy and all(_forms(message.string))
    }


def missing(language: str = THAI) -> dict[Message, Where]:
    """What still needs a text in a language."""
    known = translated(language)
    return {message: where for message, where in used(language).items() if message not in known}


@cache
def _texts(file: Path) -> tuple[tuple[int, Message], ...]:
    source = file.read_text()
    if file.suffix == ".html":
        # Python's tokenizer, which reads this next, minds indentation; the templates' has no meaning.
        source = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    found = extract("python", BytesIO(source.encode()), keywords=KEYWORDS)
    return tuple((line, (context or "", _english(english))) for line, english, _comments, context in found)


def _english(message: str | tuple[str, ...] | list[str]) -> str:
    return message if isinstance(message, str) else message[0]


def _forms(translation: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return tuple(translation) if isinstance(translation, tuple | list) else (translation or "",)


def main() -> int:
    """Print the missing entries; the exit status says whether there are any."""
    lacking = missing(*sys.argv[1:2])
    for (context, english), where in lacking.items():
        quoted = english.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        said = f'msgctxt "{context}"\n' if context else ""
        sys.stdout.write(f'#: {where}\n{said}msgid "{quoted}"\nmsgstr ""\n\n')
    return 1 if lacking else 0


if __name__ == "__main__":
    raise SystemExit(main())
