"""Every mistake that the catalogue can name has a sentence for officers, in both languages."""

import ast
import re
from pathlib import Path

import pytest
from django.utils.translation import gettext, override

from workpermit.catalogue import consistency, fee_schedule, rule_trial
from workpermit.oversight.subjects import Mistake
from workpermit.sites.oversight.mistakes import SENTENCES, say_mistake
from workpermit.sites.oversight.places import line_of


def literals() -> list[str]:
    """The sentences of the catalogue's checks, with a word in the place of each value."""
    found = []
    for module in (consistency, fee_schedule, rule_trial):
        nodes = [*ast.walk(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")))]
        inside = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
        for node in nodes:
            if id(node) in inside:
                continue
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                said = node.value
            elif isinstance(node, ast.JoinedStr):
                parts = (part.value if isinstance(part, ast.Constant) else "value" for part in node.values)
                said = "".join(map(str, parts))
            else:
                continue
            place, colon, says = said.partition(": ")
            if colon and re.fullmatch(r"[\w.]+", place) and says not in ("", "value"):
                found.append(says)
    return found


def test_every_mistake_has_a_sentence() -> None:
    unsaid = []
    with override("th"):
        for says in literals():
            if says.isascii() and not re.search("[ก-๙]", say_mistake(Mistake("", says))):
                unsaid.append(says)

    assert len(literals()) > 30
    assert unsaid == [], "Add it to sites/oversight/mistakes.py."


def test_every_sentence_is_translated() -> None:
    with override("th"):
        assert [one for one in SENTENCES if gettext(one) == one] == []


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        ("ERROR: <input>:1:1: undeclared reference to 'capitl' (in container '')", "no fact called capitl"),
        ("ERROR: <input>:1:9: found no matching overload for '_>=_' applied to '(int, string)'", ">= cannot be used"),
        ("ERROR: <input>:1:12: Syntax error: mismatched input '<EOF>'", "not a complete expression"),
    ],
)
def test_what_the_compiler_says_of_a_rule_is_said_in_words(rule: str, says: str) -> None:
    with override("en"):
        assert says in say_mistake(Mistake("checks.x.rule", f"INVALID_ARGUMENT: {rule}\n | …"))


TEXT = """{
  "id": "x",
  "fees": [
    {"id": "a", "satang": 1},
    {"id": "b", "note": "a \\\\"quoted\\\\" [text], {and: so on}",
     "satang": 2}
  ],
  "checks": []
}"""


@pytest.mark.parametrize(
    ("place", "line"),
    [("fees[1].satang", 6), ("fees.b.satang", 6), ("fees.a", 4), ("fee_ids", 3), ("nothing.there", 1), ("checks.x", 8)],
)
def test_a_place_is_found_in_the_text(place: str, line: int) -> None:
    assert line_of(place, TEXT.replace('\\\\"', '\\"')) == line
