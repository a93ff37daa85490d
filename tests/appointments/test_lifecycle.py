"""Who may do what to an appointment, and where it leads. Read the grid as tests/grid.py says."""

from itertools import product

import pytest

from tests.grid import agrees, read_grid
from workpermit.appointments.lifecycle import LIFECYCLE, Act, Status
from workpermit.core.actors import Role

CELLS = read_grid(
    """
            book      draw_place  reschedule  cancel_appointment  displace     miss
new         A>booked  Y>booked    .           .                   .            .
booked      .         .           A>moved     A>cancelled         Y>displaced  Y>missed
checked_in  .         .           .           .                   .            Y>missed
kept        .         .           .           .                   .            .
missed      .         .           .           .                   .            .
cancelled   .         .           .           .                   .            .
moved       .         .           .           .                   .            .
displaced   .         .           .           .                   .            .
"""
) | read_grid(
    """
            say_needs  check_in      check_in_by_paper  finish_visit
new         .          .             .                  .
booked      A>booked   O>checked_in  O>checked_in       .
checked_in  .          .             .                  O>kept
kept        .          .             .                  .
missed      .          .             .                  .
cancelled   .          .             .                  .
moved       .          .             .                  .
displaced   .          .             .                  .
"""
)


def test_grid_covers_every_status_and_act() -> None:
    assert CELLS.keys() == set(product(["", *Status.values], list(Act)))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("status", "act"), CELLS)
def test_cell(status: str, act: str, role: Role) -> None:
    assert agrees(LIFECYCLE, status, act, role, CELLS[status, act])
