"""What is made from the tree before the first start: fonts, message catalogues, static files.

Each step leaves a stamp with the hash of its inputs under var/stamps and is skipped while that hash holds.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.core.management import call_command
from fontTools.ttLib import TTFont

from workpermit.cli.code_only import code_only
from workpermit.cli.failures import CannotStart
from workpermit.cli.installation import ROOT

WEIGHTS = ("400", "500", "600")
SUBSETS = ("thai", "latin", "latin-ext", "vietnamese", "myanmar", "khmer", "lao")
FONTS = ROOT / "var" / "fonts"
STAMPS = ROOT / "var" / "stamps"


def prepare() -> None:
    """Run every step whose inputs have changed."""
    _step("fonts", _fonts(), copy_fonts)
    if not all(catalogue.with_suffix(".mo").exists() for catalogue in _catalogues()):
        (STAMPS / "messages").unlink(missing_ok=True)
    _step("messages", _catalogues(), compile_messages)
    static = [path for path in ROOT.glob("workpermit/**/static/**/*") if path.is_file()]
    _step("static", [*static, STAMPS / "fonts", ROOT / "config" / "settings" / "base.py"], collect_static)


def copy_fonts() -> None:
    """Web fonts as they are, and the same as TTF for the PDF engine, which reads no WOFF2."""
    print("Preparing fonts", flush=True)
    (FONTS / "ttf").mkdir(parents=True, exist_ok=True)
    for source in _fonts():
        shutil.copyfile(source, FONTS / source.name)
        font = TTFont(source)
        font.flavor = None
        font.save(FONTS / "ttf" / f"{source.stem}.ttf")


def compile_messages() -> None:
    """Every `.po` becomes the `.mo` beside it; unfinished (fuzzy) translations are left out."""
    for catalogue in _catalogues():
        with catalogue.open("rb") as source, catalogue.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=catalogue.parts[-3]))


def collect_static() -> None:
    """Gather and fingerprint static files."""
    print("Gathering static files", flush=True)
    with code_only():
        call_command("collectstatic", interactive=False, ignore_patterns=["ttf"], verbosity=0)


def _fonts() -> list[Path]:
    folder = ROOT / "node_modules" / "@fontsource"
    names = [f"-{subset}-{weight}-normal.woff2" for subset in SUBSETS for weight in WEIGHTS]
    found = [path for path in folder.glob("*/files/*.woff2") if path.name.endswith(tuple(names))]
    if not found:
        raise CannotStart("The fonts are not installed. Run `make run` again; it installs them with npm.")
    return sorted(found)


def _catalogues() -> list[Path]:
    return sorted([*ROOT.glob("locale/*/LC_MESSAGES/*.po"), *ROOT.glob("workpermit/**/locale/*/LC_MESSAGES/*.po")])


def _step(name: str, inputs: Iterable[Path], do: Callable[[], None]) -> None:
    digest = hashlib.sha256()
    for path in sorted(inputs):
        digest.update(f"{path.relative_to(ROOT)}\0".encode())
        digest.update(path.read_bytes() if path.exists() else b"")
    stamp = STAMPS / name
    if stamp.exists() and stamp.read_text() == digest.hexdigest():
        return
    stamp.unlink(missing_ok=True)
    do()
    STAMPS.mkdir(mode=0o700, parents=True, exist_ok=True)
    stamp.write_text(digest.hexdigest())
