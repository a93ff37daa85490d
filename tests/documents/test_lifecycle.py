"""Who may do what to a piece of evidence, and where it leads. Read the grid as tests/grid.py says."""

from itertools import product

import pytest

from tests.grid import agrees, read_grid
from workpermit.core.actors import Role
from workpermit.documents.lifecycle import LIFECYCLE, Act, Status

CELLS = read_grid(
    """
            receive_evidence  postpone_evidence  press_evidence  reject_evidence  remove_evidence
new         A>received        .                  .               .                .
received    .                 Y>waiting          Y>ready         Y>unreadable     A>removed
waiting     .                 .                  Y>ready         Y>unreadable     A>removed
ready       .                 .                  .               .                A>removed
unreadable  .                 .                  .               .                A>removed
removed     .                 .                  .               .                .
"""
)


def test_grid_covers_every_status_and_act() -> None:
    assert CELLS.keys() == set(product(["", *Status.values], list(Act)))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("status", "act"), CELLS)
def test_cell(status: str, act: str, role: Role) -> None:
    assert agrees(LIFECYCLE, status, act, role, CELLS[status, act])
