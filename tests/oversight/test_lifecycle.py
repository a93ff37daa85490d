"""Who may move a draft, and where it then stands. Read the grid as tests/grid.py says."""

from itertools import product

import pytest

from tests.grid import agrees, read_grid
from workpermit.core.actors import Role
from workpermit.oversight.lifecycle import LIFECYCLE, Act, Status

CELLS = read_grid(
    """
           begin_draft change_draft rebase_draft try_draft propose_draft send_back_draft publish_draft drop_draft
new        P>drafted   .            .            .         .             .               .             .
drafted    .           P>drafted    P>drafted    P>tried   .             .               .             P>dropped
tried      .           P>drafted    P>drafted    .         P>proposed    .               .             P>dropped
proposed   .           .            .            .         .             P>sent_back     P>published   .
sent_back  .           P>drafted    P>drafted    .         .             .               .             P>dropped
published  .           .            .            .         .             .               .             .
dropped    .           .            .            .         .             .               .             .
"""
)


def test_grid_covers_every_status_and_act() -> None:
    assert CELLS.keys() == set(product(["", *Status.values], list(Act)))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("status", "act"), CELLS)
def test_cell(status: str, act: str, role: Role) -> None:
    assert agrees(LIFECYCLE, status, act, role, CELLS[status, act])
