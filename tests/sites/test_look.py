"""The stylesheet: every font that it names is shipped, and nothing comes from elsewhere."""

import re
from pathlib import Path

from workpermit.cli.prepare import FONTS, _fonts

LOOK = Path(__file__).parents[2] / "workpermit" / "sites" / "static" / "sites" / "look.css"


def test_every_font_is_among_those_that_are_installed():
    named = set(re.findall(r"\.\./fonts/([a-z0-9-]+\.woff2)", LOOK.read_text()))

    assert named
    assert named <= {font.name for font in _fonts()}
    assert FONTS.name == "fonts"


def test_nothing_is_fetched_from_another_origin():
    for file in LOOK.parent.glob("*.*"):
        addresses = re.findall(r"https?://[^\s\"')]+", file.read_text())
        assert set(addresses) <= {"http://www.w3.org/2000/svg"}, file.name
