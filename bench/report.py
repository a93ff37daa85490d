"""The results for people: a table on the terminal, docs/figures.md and its picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.line import Line
from bench.machine import MEMORY_LIMIT, Machine
from bench.picture import draw

HEADINGS = ("Operation", "clients", "rate", "p50", "p95", "p99", "failed", "target", "reached", "limit", "of it")

BY_HAND = "\n## What stands behind the figures\n"  # from here on, docs/figures.md is kept as it was written
OTHERS = "Other programs were at work on the same cores during this run, so the rates are lower bounds."


@dataclass(frozen=True, slots=True)
class Results:
    """`memory` in MB, of all processes of the system after the run; None where it was not measured."""

    machine: Machine
    lines: Sequence[Line]
    memory: float | None


def cells(line: Line) -> tuple[str, ...]:
    """One line as the table shows it; rates per second, times in milliseconds."""
    found, missed = line.measured, line.missed()
    has_target = line.target != type(line.target)()
    reached = ("no: " + ", ".join(missed)) if missed else ("yes" if has_target else "")
    return (
        line.operation,
        str(line.clients),
        _rate(found.rate),
        f"{found.p50:.1f}",
        f"{found.p95:.1f}",
        f"{found.p99:.1f}",
        str(found.failed),
        line.target.words(),
        reached,
        f"{line.beside} {_rate(line.limit)}" if line.limit else "",
        f"{line.share:.3f}" if line.share is not None else "",
    )


def _rate(rate: float) -> str:
    """Whole numbers, but two digits of what takes longer than a tenth of a second."""
    return f"{rate:,.0f}/s" if rate >= 10 else f"{rate:.2g}/s"


def table(results: Results) -> str:
    """For the terminal, in columns."""
    rows = [HEADINGS, *(cells(line) for line in results.lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    text += [f"{line.operation}: {line.note}" for line in results.lines if line.note]
    return "\n".join([results.machine.words(), "", *text, "", memory_words(results.memory)])


def memory_words(memory: float | None) -> str:
    """The whole system's memory beside its limit."""
    return f"Memory of the whole system (sum of PSS): {memory:,.0f} MB of {MEMORY_LIMIT:,} MB" if memory else ""


def markdown(results: Results) -> str:
    """The page docs/figures.md."""
    head = [
        "# Figures",
        "",
        "What `make bench` measures: client, application and database together on one machine, everything running,",
        "fsync and synchronous commit on; three runs after a warm-up, the one in the middle; failures are those of",
        "all runs. A rate means little without its machine, so each stands beside a limit of the same run.",
        "",
        f"Machine: {results.machine.words()}.",
        *([OTHERS] if results.machine.busy > 1 else []),
        "",
        memory_words(results.memory),
        "",
        "![Rates beside their targets](figures.svg)",
        "",
        "Times in milliseconds.",
        "",
        "| " + " | ".join(HEADINGS) + " |",
        "|---|" + "---:|" * 6 + "---|---|---|---:|",
    ]
    rows = ["| " + " | ".join(cells(line)) + " |" for line in results.lines]
    notes = [f"- {line.operation}: {line.note}." for line in results.lines if line.note]
    return "\n".join([*head, *rows, "", *notes, ""])


def write(results: Results, folder: Path) -> None:
    """Replace figures.svg in `folder`, and of figures.md what was measured."""
    page = folder / "figures.md"
    _, mark, said = (page.read_text() if page.exists() else "").partition(BY_HAND)
    page.write_text(markdown(results) + mark + said)
    (folder / "figures.svg").write_text(draw(results.lines, results.machine.day))
