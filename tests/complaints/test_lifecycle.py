"""Who may do what to a complaint, and where it leads. Read the grid as tests/grid.py says."""

from itertools import product

import pytest

from tests.grid import agrees, read_grid
from workpermit.complaints.lifecycle import LIFECYCLE, Act, Status
from workpermit.core.actors import Role

CELLS = read_grid(
    """
             file_complaint  take_complaint  answer_complaint  reopen_complaint  close_complaint  explain_complaint
new          A>filed         .               .                 .                 .                .
filed        .               SR>with_office  .                 .                 A>closed         M>filed
with_office  .               .               SR>answered       .                 A>closed         M>with_office
answered     .               .               .                 A>reopened        A>closed         .
reopened     .               .               SR>closed         .                 .                M>reopened
closed       .               .               .                 .                 .                .
"""
)


def test_grid_covers_every_status_and_act() -> None:
    assert CELLS.keys() == set(product(["", *Status.values], list(Act)))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("status", "act"), CELLS)
def test_cell(status: str, act: str, role: Role) -> None:
    assert agrees(LIFECYCLE, status, act, role, CELLS[status, act])
