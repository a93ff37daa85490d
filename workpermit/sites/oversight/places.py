"""Where in a text of JSON each value stands, so that a mistake is shown at its line."""

import json
import re
from collections.abc import Mapping
from typing import Any

from workpermit.oversight.difference import parts_of

Way = tuple[str | int, ...]
_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+)')


def lines_of(text: str) -> dict[Way, int]:
    """The line, from 1, at which each value of a valid text begins; its way are names and places from 0."""
    found: dict[Way, int] = {(): 1}
    _Reader(text, found).value(())
    return found


def line_of(place: str, text: str) -> int:
    """The line of `fees[0].satang` or of `checks.capital.rule`; that of the nearest part that there is."""
    lines, value = lines_of(text), json.loads(text)
    way: Way = ()
    for step in re.findall(r"[^.\[\]]+", place):
        index = _step(step, value)
        if index is None:
            break
        value, way = value[index], (*way, index)
    return lines[way]


def _step(step: str, value: Any) -> str | int | None:
    if isinstance(value, Mapping):
        return step if step in value else "fees" if step == "fee_ids" and "fees" in value else None
    if not isinstance(value, list):
        return None
    if step.isdigit() and int(step) < len(value):
        return int(step)
    names = list(parts_of(value))
    return names.index(step) if step in names else None


class _Reader:
    """Walks a text that is known to be valid and notes where its values begin."""

    def __init__(self, text: str, found: dict[Way, int]) -> None:
        self.text, self.found, self.at = text, found, 0

    def next(self) -> str:
        token = _TOKEN.match(self.text, self.at)
        assert token is not None
        self.at, self.began = token.end(), token.start(1)
        return token[1]

    def value(self, way: Way) -> None:
        sign = self.next()
        self.found[way] = self.text.count("\n", 0, self.began) + 1
        if sign in "{[":
            self.inside(way, sign)

    def inside(self, way: Way, opened: str) -> None:
        place = 0
        while True:
            before = self.at
            sign = self.next()
            if sign in "}]":
                return
            if sign == ",":
                continue
            if opened == "{":
                self.next()  # the colon
                self.value((*way, json.loads(sign)))
            else:
                self.at = before
                self.value((*way, place))
                place += 1
