"""The rows of a form over a definition: drawn from it, and read back into it."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from workpermit.core.text import one_line
from workpermit.oversight.subjects import Mistake
from workpermit.sites.oversight.cells import NotRead, Sort, read_cell, show_cell
from workpermit.sites.oversight.draft_words import say_part
from workpermit.sites.oversight.editors import Column, Editor, Raw
from workpermit.sites.oversight.mistakes import say_mistake
from workpermit.sites.parts import PageError, Words


@dataclass(frozen=True, slots=True)
class Cell:
    """One input with what stands in it and what is wrong with it."""

    id: str
    column: Column
    value: str
    options: Mapping[str, Words]
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One part; a new one has no `key` yet and asks for it."""

    id: str
    key: str
    title: str
    cells: tuple[Cell, ...]
    can_go: bool
    goes: bool = False
    wrong: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the row is one of the blank ones."""
        return self.id.startswith(NEW)

    @property
    def is_open(self) -> bool:
        """Whether something in it is wrong or will go, so that it is not folded away."""
        return self.goes or bool(self.wrong) or any(cell.wrong for cell in self.cells)


NEW, WHOLE = "new-", "all"


def draw_rows(
    editor: Editor, definition: Raw, mistakes: list[Mistake], posted: Mapping[str, str] | None, errors: list[PageError]
) -> list[Row]:
    """The rows with what was posted, if something was, else with what the definition says."""
    wrong = {error.field: str(error.message) for error in errors}
    for one in mistakes:
        place = one.place.removeprefix(f"{editor.rows}.") if editor.rows else f"{WHOLE}.{one.place}"
        wrong.setdefault(place, say_mistake(one))
    rows = []
    for row, part in _parts(editor, definition):
        cells = tuple(_cell(row, part, column, definition, posted, wrong) for column in editor.columns)
        asked = posted is not None and row.startswith(NEW)
        key = posted.get(f"{row}.key", "") if posted is not None and asked else str(part.get(editor.key, ""))
        title = _title(part, key)
        goes = posted is not None and posted.get(f"{row}.gone") == "yes"
        can_go = bool(editor.rows) and not row.startswith(NEW) and editor.new is not None
        rows.append(Row(row, key, title, cells, can_go, goes, wrong.get(f"{row}.key", wrong.get(row, ""))))
    return rows


def _cell(
    row: str, part: Raw, column: Column, definition: Raw, posted: Mapping[str, str] | None, wrong: Mapping[str, str]
) -> Cell:
    name = f"{row}.{column.name}"
    value = posted.get(name, "") if posted is not None else show_cell(column.sort, _value(part, column.name))
    return Cell(name, column, value, _options(column, definition), wrong.get(name, ""))


def read_rows(editor: Editor, definition: Raw, posted: Mapping[str, str]) -> tuple[Raw, list[PageError]]:
    """The definition with what was posted, and every input that has not the shape of its value."""
    changed, errors = deepcopy(definition), list[PageError]()
    kept: list[Raw] = []
    for row, part in _parts(editor, changed):
        if posted.get(f"{row}.gone") == "yes" and not row.startswith(NEW):
            continue
        if row.startswith(NEW):
            key = one_line(posted.get(f"{row}.key", ""))
            if not key:
                continue
            part[editor.key] = key
            if key in [one.get(editor.key) for one in kept]:
                errors.append(PageError(f"{row}.key", _("This name is taken.")))
        for column in editor.columns:
            name = f"{row}.{column.name}"
            try:
                _put(part, column.name, read_cell(column.sort, posted.get(name, ""), _options(column, changed)))
            except NotRead as wrong:
                errors.append(PageError(name, str(wrong)))
        kept.append(part)
    if editor.rows:
        changed[editor.rows] = sorted(kept, key=lambda part: str(part[editor.key])) if editor.is_ordered else kept
    return changed, errors


def _parts(editor: Editor, definition: Raw) -> Iterator[tuple[str, Raw]]:
    if not editor.rows:
        yield WHOLE, definition
        return
    for part in definition[editor.rows]:
        yield str(part[editor.key]), part
    for place in range(editor.spare):
        yield f"{NEW}{place + 1}", deepcopy(editor.new or {})


def _value(part: Raw, name: str) -> Any:
    first, _dot, rest = name.partition(".")
    value = part.get(first)
    return _value(value, rest) if rest and isinstance(value, dict) else None if rest else value


def _put(part: Raw, name: str, value: Any) -> None:
    first, _dot, rest = name.partition(".")
    if rest:
        _put(part.setdefault(first, {}), rest, value)
    else:
        part[first] = value


def _options(column: Column, definition: Raw) -> Mapping[str, Words]:
    if column.sort is not Sort.REASON:
        return column.options
    language = "th" if get_language() == "th" else "en"
    return {one["code"]: f"{one['code']} – {one['text'][language]}" for one in definition["reasons"]}


def _title(part: Raw, key: str) -> str:
    name = part.get("name")
    language = "th" if get_language() == "th" else "en"
    if "satang" in part and key:
        return say_part(part)
    return str(name[language]) if isinstance(name, dict) and name.get(language) else key
