"""Who may ask and who answers. Read the grid as tests/grid.py says."""

from itertools import product

import pytest

from tests.grid import agrees, read_grid
from workpermit.core.actors import Role
from workpermit.questions.lifecycle import LIFECYCLE, Act, Status

CELLS = read_grid(
    """
              ask_question  answer_question  take_back_question  expire_question
new           SR>asked      .                .                   .
asked         .             A>answered       SR>taken_back       Y>expired
answered      .             .                .                   .
taken_back    .             .                .                   .
expired       .             .                .                   .
"""
)


def test_grid_covers_every_status_and_act() -> None:
    assert CELLS.keys() == set(product(["", *Status.values], list(Act)))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("status", "act"), CELLS)
def test_cell(status: str, act: str, role: Role) -> None:
    assert agrees(LIFECYCLE, status, act, role, CELLS[status, act])
