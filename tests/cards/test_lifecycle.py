"""Who may move a card, and where it then stands. Read the grid as tests/grid.py says."""

from itertools import product

import pytest

from tests.grid import agrees, read_grid
from workpermit.cards.lifecycle import LIFECYCLE, Act, Status
from workpermit.core.actors import Role

CELLS = read_grid(
    """
               queue_card await_centre choose_centre personalise_card print_card spoil_card issue_card
new            Y>queued   Y>unplaced   .             .                .          .          .
unplaced       .          .            A>queued      .                .          .          .
queued         .          .            A>queued      O>personalised   .          .          .
personalised   .          .            .             .                O>printed  O>queued   .
printed        .          .            .             .                .          O>queued   O>issued
issued         .          .            .             .                .          .          .
"""
)


def test_grid_covers_every_status_and_act() -> None:
    assert CELLS.keys() == set(product(["", *Status.values], list(Act)))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("status", "act"), CELLS)
def test_cell(status: str, act: str, role: Role) -> None:
    assert agrees(LIFECYCLE, status, act, role, CELLS[status, act])
