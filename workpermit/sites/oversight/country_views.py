"""What the page of all centres can show: loads, waits or staffing, each with its columns and its colours.

A view's columns are the table, what it can be sorted by, and the numbers for a spreadsheet; its level is the colour on
the map and the same in words.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workpermit.catalogue.queries import queue_number
from workpermit.sites.oversight.centre_rows import Row
from workpermit.sites.oversight.country_map import Mark
from workpermit.sites.parts import Words

Value = int | float | None
FULL, BUSY = 90, 60  # booked places in a hundred
KINDS = ("none", "ok", "wait", "warn", "bad")  # of chips, the mildest first


@dataclass(frozen=True, slots=True)
class Column:
    """A number of each centre, in percent, in minutes or a plain count; None where there is none today."""

    key: str
    title: Words
    value: Callable[[Row], Value]
    unit: str = ""
    bar: bool = False  # drawn as well as written

    def show(self, row: Row) -> str:
        value = self.value(row)
        if value is None:
            return "–"
        return with_unit(round(value), self.unit)


@dataclass(frozen=True, slots=True)
class View:
    """`level` says in words and with the kind of a chip how a centre stands; `levels` is the legend of the map."""

    title: Words
    columns: tuple[Column, ...]
    first: str  # the column that the table is sorted by at first
    level: Callable[[Row], tuple[str, str]]
    legend: Callable[[], list[tuple[str, str]]]
    label: Callable[[list[Row]], str]
    booked: Callable[[Row], int] | None = None  # drawn as an inner circle


def with_unit(number: int, unit: str) -> str:
    """The number as a page writes it."""
    if unit == "percent":
        return f"{number} %"
    return _("{minutes} min").format(minutes=number) if unit == "minutes" else str(number)


# Loads


def _load(row: Row) -> tuple[str, str]:
    if not row.today.rows:
        return _("closed today"), "none"
    if row.today.over:
        return _("more booked than can be served"), "bad"
    if row.today.percent >= FULL:
        return _("nearly full"), "warn"
    return (_("busy"), "wait") if row.today.percent >= BUSY else (_("places free"), "ok")


def _load_legend() -> list[tuple[str, str]]:
    return [
        (_("places free"), "ok"),
        (_("busy: {percent} % or more").format(percent=BUSY), "wait"),
        (_("nearly full: {percent} % or more").format(percent=FULL), "warn"),
        (_("more booked than can be served"), "bad"),
        (_("closed today"), "none"),
    ]


def _load_label(rows: list[Row]) -> str:
    places = sum(row.today.places for row in rows)
    return with_unit(round(100 * sum(row.today.booked for row in rows) / places) if places else 0, "percent")


# Waits


def _wait(row: Row) -> tuple[str, str]:
    median = row.times.median
    if median is None:
        return _("nobody has come yet"), "none"
    if median >= queue_number("wait_long"):
        return _("very long"), "bad"
    return (_("long"), "warn") if median >= queue_number("wait_noticed") else (_("short"), "ok")


def _wait_legend() -> list[tuple[str, str]]:
    noticed, long = queue_number("wait_noticed"), queue_number("wait_long")
    return [
        (_("short: median below {minutes} minutes").format(minutes=noticed), "ok"),
        (_("long: {minutes} minutes or more").format(minutes=noticed), "warn"),
        (_("very long: {minutes} minutes or more").format(minutes=long), "bad"),
        (_("nobody has come yet"), "none"),
    ]


def _wait_label(rows: list[Row]) -> str:
    measured = [row.times.median for row in rows if row.times.median is not None]
    return with_unit(round(max(measured)), "minutes") if measured else "–"


# Staffing


def _staff(row: Row) -> tuple[str, str]:
    if not row.tomorrow.rows:
        return _("closed tomorrow"), "none"
    planned, needed = row.staffing
    if needed > planned:
        return _("{count} too few tomorrow").format(count=needed - planned), "bad"
    return (_("just enough tomorrow"), "warn") if needed == planned else (_("enough tomorrow"), "ok")


def _staff_legend() -> list[tuple[str, str]]:
    return [
        (_("enough tomorrow"), "ok"),
        (_("just enough: in one hour every planned counter is needed"), "warn"),
        (_("too few planned for what is booked"), "bad"),
        (_("closed tomorrow"), "none"),
    ]


def _staff_label(rows: list[Row]) -> str:
    return f"{sum(row.staffing.planned for row in rows)} / {sum(row.staffing.needed for row in rows)}"


# Complaints


def _book(row: Row) -> tuple[str, str]:
    if row.book.late:
        return _("answers are late"), "bad"
    return (_("some wait for an answer"), "wait") if row.book.waiting else (_("none waits"), "none")


def _book_legend() -> list[tuple[str, str]]:
    return [(_("none waits"), "none"), (_("some wait for an answer"), "wait"), (_("answers are late"), "bad")]


def _book_label(rows: list[Row]) -> str:
    return str(sum(row.book.waiting for row in rows))


VIEWS: dict[str, View] = {
    "load": View(
        title=gettext_lazy("Load"),
        columns=(
            Column("places", gettext_lazy("Places"), lambda row: row.today.places),
            Column("booked", gettext_lazy("Booked"), lambda row: row.today.booked),
            Column("percent", gettext_lazy("Load"), lambda row: row.today.percent, "percent", bar=True),
            Column("tomorrow", gettext_lazy("Tomorrow"), lambda row: row.tomorrow.percent, "percent"),
            Column("incidents", gettext_lazy("Incidents"), lambda row: row.incidents),
        ),
        first="percent",
        level=_load,
        legend=_load_legend,
        label=_load_label,
        booked=lambda row: row.today.booked,
    ),
    "waits": View(
        title=gettext_lazy("Waits"),
        columns=(
            Column("median", gettext_lazy("Median wait"), lambda row: row.times.median, "minutes", bar=True),
            Column("longest", gettext_lazy("Longest wait"), lambda row: row.times.longest, "minutes"),
            Column("waiting", gettext_lazy("Waiting now"), lambda row: row.times.waiting),
            Column("served", gettext_lazy("Served"), lambda row: row.times.served),
            Column("gone", gettext_lazy("Called in vain"), lambda row: row.times.gone),
            Column("missed", gettext_lazy("Missed appointments"), lambda row: row.today.missed),
        ),
        first="median",
        level=_wait,
        legend=_wait_legend,
        label=_wait_label,
    ),
    "staff": View(
        title=gettext_lazy("Staffing"),
        columns=(
            Column("open", gettext_lazy("Counters open now"), lambda row: row.times.open),
            Column("planned_now", gettext_lazy("Planned for this hour"), lambda row: row.planned_now),
            Column("planned", gettext_lazy("Planned tomorrow"), lambda row: row.staffing.planned),
            Column("needed", gettext_lazy("Needed tomorrow"), lambda row: row.staffing.needed, bar=True),
            Column("short", gettext_lazy("Too few"), lambda row: row.staffing.short),
        ),
        first="short",
        level=_staff,
        legend=_staff_legend,
        label=_staff_label,
    ),
    "complaints": View(
        title=gettext_lazy("Complaints"),
        columns=(
            Column("month", gettext_lazy("Filed in 30 days"), lambda row: row.book.month, bar=True),
            Column("unanswered", gettext_lazy("Waiting for an answer"), lambda row: row.book.waiting),
            Column("late", gettext_lazy("Late"), lambda row: row.book.late),
            Column("explained", gettext_lazy("With the centre's statement"), lambda row: row.book.explained),
        ),
        first="unanswered",
        level=_book,
        legend=_book_legend,
        label=_book_label,
    ),
}


def sorted_by(rows: Iterable[Row], view: View, order: str) -> tuple[list[Row], str]:
    """The rows by a column, the largest first, or by name or province; and what they are sorted by."""
    texts: dict[str, Callable[[Row], str]] = {"name": lambda row: row.name, "province": lambda row: row.province}
    numbers = {column.key: column.value for column in view.columns}
    if order in texts:
        return sorted(rows, key=lambda row: (texts[order](row), row.name)), order
    order = order if order in numbers else view.first

    def by(row: Row) -> tuple[float, str]:
        value = numbers[order](row)
        return (1 if value is None else -value), row.name

    return sorted(rows, key=by), order


def marks_of(rows: Iterable[Row], view: View) -> list[Mark]:
    """One mark for each province that has centres; its colour is that of the centre that stands worst."""
    by_province: dict[str, list[Row]] = {}
    for row in rows:
        by_province.setdefault(row.centre.province, []).append(row)
    return [
        Mark(
            province=code,
            places=sum(row.today.places for row in found),
            booked=sum(view.booked(row) for row in found) if view.booked else None,
            level=max((view.level(row)[1] for row in found), key=KINDS.index),
            label=view.label(found),
        )
        for code, found in by_province.items()
    ]


@dataclass(frozen=True, slots=True)
class Cell:
    """A number in the table; `bar` is its length in a hundred of the longest one, None where nothing is drawn."""

    title: Words
    text: str
    bar: int | None


def cells_of(rows: list[Row], view: View) -> list[list[Cell]]:
    """The numbers of each row as the table shows them."""
    longest = {
        column.key: max((column.value(row) or 0 for row in rows), default=0) if column.unit != "percent" else 100
        for column in view.columns
        if column.bar
    }

    def cell(row: Row, column: Column) -> Cell:
        bar = None
        if column.bar:
            bar = min(100, round(100 * (column.value(row) or 0) / longest[column.key])) if longest[column.key] else 0
        return Cell(column.title, column.show(row), bar)

    return [[cell(row, column) for column in view.columns] for row in rows]
