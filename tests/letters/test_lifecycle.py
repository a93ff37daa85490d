"""Who may do what to a letter, and where it leads. Read the grid as tests/grid.py says."""

from itertools import product

import pytest

from tests.grid import agrees, read_grid
from workpermit.core.actors import Role
from workpermit.letters.lifecycle import LIFECYCLE, Act, Status

CELLS = read_grid(
    """
        queue_letter  send_letter  give_up_letter
new     AOMSRPY>queued  .            .
queued  .             Y>sent       Y>failed
sent    .             .            .
failed  .             .            .
"""
)


def test_grid_covers_every_status_and_act() -> None:
    assert CELLS.keys() == set(product(["", *Status.values], list(Act)))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("status", "act"), CELLS)
def test_cell(status: str, act: str, role: Role) -> None:
    assert agrees(LIFECYCLE, status, act, role, CELLS[status, act])
