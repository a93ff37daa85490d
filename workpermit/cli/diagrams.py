"""Draws docs/lifecycles.md from the tables of moves, so that the picture cannot differ from the rule."""

from collections.abc import Iterator

from workpermit.casework.lifecycle import Lifecycle
from workpermit.cli.failures import CannotStart
from workpermit.cli.installation import ROOT
from workpermit.zones.moves import LIFECYCLES

PAGE = ROOT / "docs" / "lifecycles.md"
HEADING = """# Lifecycles

Drawn by `make diagrams` from the `lifecycle.py` of each slice; do not edit. An arrow carries the act and who may do it.
"""


def draw(*, check: bool) -> None:
    """Write the page, or with `check` only compare. Raises CannotStart when it is not fresh."""
    fresh = "\n".join(
        [HEADING, *(section for kind, (_, table) in LIFECYCLES.items() for section in _section(kind, table))]
    )
    if not check:
        PAGE.write_text(fresh, encoding="utf-8")
    elif not PAGE.exists() or PAGE.read_text(encoding="utf-8") != fresh:
        raise CannotStart(
            "docs/lifecycles.md differs from the lifecycles in the code. Run `make diagrams` and commit it."
        )


def _section(kind: str, lifecycle: Lifecycle) -> Iterator[str]:
    yield f"## {kind}\n"
    yield "```mermaid\nstateDiagram-v2"
    for row in lifecycle:
        who = ", ".join(sorted(role.value for role in row.roles))
        yield f"    {row.source or '[*]'} --> {row.target}: {row.act} ({who})"
    left = {row.source for row in lifecycle}
    for status in sorted({row.target for row in lifecycle} - left):
        yield f"    {status} --> [*]"
    yield "```\n"
