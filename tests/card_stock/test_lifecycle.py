"""Who may propose and decide a write-off. Read the grid as tests/grid.py says."""

from itertools import product

import pytest

from tests.grid import agrees, read_grid
from workpermit.card_stock.lifecycle import LIFECYCLE, Act, Status
from workpermit.core.actors import Role

CELLS = read_grid(
    """
           propose_write_off approve_write_off reject_write_off
new        O>proposed        .                 .
proposed   .                 P>approved        P>rejected
approved   .                 .                 .
rejected   .                 .                 .
"""
)


def test_grid_covers_every_status_and_act() -> None:
    assert CELLS.keys() == set(product(["", *Status.values], list(Act)))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("status", "act"), CELLS)
def test_cell(status: str, act: str, role: Role) -> None:
    assert agrees(LIFECYCLE, status, act, role, CELLS[status, act])
