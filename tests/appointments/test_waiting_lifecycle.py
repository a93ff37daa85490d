"""Who may do what to a place in the waiting list, and where it leads. Read the grid as tests/grid.py says."""

from itertools import product

import pytest

from tests.grid import agrees, read_grid
from workpermit.appointments.lifecycle import WAITING, WaitingAct, WaitingStatus
from workpermit.core.actors import Role

CELLS = read_grid(
    """
         join_list  offer_place  take_offer  lapse_offer  leave_list
new      A>waiting  .            .           .            .
waiting  .          Y>offered    .           .            AY>left
offered  .          .            A>taken     Y>lapsed     .
taken    .          .            .           .            .
lapsed   .          .            .           .            .
left     .          .            .           .            .
"""
)


def test_grid_covers_every_status_and_act() -> None:
    assert CELLS.keys() == set(product(["", *WaitingStatus.values], list(WaitingAct)))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("status", "act"), CELLS)
def test_cell(status: str, act: str, role: Role) -> None:
    assert agrees(WAITING, status, act, role, CELLS[status, act])
