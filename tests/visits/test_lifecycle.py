"""Who may do what to a ticket, and where it leads. Read the grid as tests/grid.py says."""

from itertools import product

import pytest

from tests.grid import agrees, read_grid
from workpermit.core.actors import Role
from workpermit.visits.lifecycle import LIFECYCLE, Act, Status

CELLS = read_grid(
    """
           take_ticket  call_ticket  recall_ticket  undo_call  serve_ticket  finish_ticket  hold_ticket  return_ticket  transfer_ticket  give_up_calling  cancel_ticket  join_appointment
new        OY>waiting   .            .              .          .             .              .            .              .                .                .               .
waiting    .            O>called     .              .          .             .              .            .              .                .                O>cancelled     .
called     .            .            O>called       O>waiting  O>serving     .              O>held       .              O>waiting        O>no_show        .               O>called
serving    .            .            .              .          .             O>served       O>held       .              O>waiting        .                .               O>serving
held       .            O>called     .              .          .             .              .            O>waiting      .                .                O>cancelled     .
served     .            .            .              .          .             .              .            .              .                .                .               .
no_show    .            .            .              .          .             .              .            O>waiting      .                .                .               .
cancelled  .            .            .              .          .             .              .            .              .                .                .               .
"""  # noqa: E501
)


def test_grid_covers_every_status_and_act() -> None:
    assert CELLS.keys() == set(product(["", *Status.values], list(Act)))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("status", "act"), CELLS)
def test_cell(status: str, act: str, role: Role) -> None:
    assert agrees(LIFECYCLE, status, act, role, CELLS[status, act])
