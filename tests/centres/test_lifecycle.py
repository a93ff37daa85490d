"""Who may do what to what a centre has, and where it leads. Read the grids as tests/grid.py says."""

from enum import StrEnum
from itertools import product

import pytest

from tests.grid import agrees, read_grid
from workpermit.casework.lifecycle import Lifecycle
from workpermit.centres import lifecycle
from workpermit.core.actors import Role

GRIDS: dict[str, tuple[Lifecycle, type[StrEnum], list[str], str]] = {
    "counter": (
        lifecycle.COUNTER,
        lifecycle.CounterAct,
        lifecycle.CounterStatus.values,
        """
                add_counter  change_counter  close_counter  reopen_counter
        new     M>open       .               .              .
        open    .            M>open          M>closed       .
        closed  .            .               .              M>open
        """,
    ),
    "equipment": (
        lifecycle.EQUIPMENT,
        lifecycle.EquipmentAct,
        lifecycle.EquipmentStatus.values,
        """
                   register_equipment  move_equipment  report_fault  send_to_repair  return_to_service  retire_equipment
        new        M>working           .               .             .               .                  .
        working    .                   M>working       M>faulty      .               .                  M>retired
        faulty     .                   .               .             M>in_repair     M>working          M>retired
        in_repair  .                   .               .             .               M>working          M>retired
        retired    .                   .               .             .               .                  .
        """,
    ),
    "shift": (
        lifecycle.SHIFT,
        lifecycle.ShiftAct,
        lifecycle.ShiftStatus.values,
        """
                   plan_shift  cancel_shift
        new        M>planned   .
        planned    .           M>cancelled
        cancelled  .           .
        """,
    ),
    "override": (
        lifecycle.OVERRIDE,
        lifecycle.OverrideAct,
        lifecycle.OrderStatus.values,
        """
                   override_day  withdraw_override
        new        M>ordered     .
        ordered    .             M>withdrawn
        withdrawn  .             .
        """,
    ),
    "tour stop": (
        lifecycle.TOUR_STOP,
        lifecycle.StopAct,
        lifecycle.StopStatus.values,
        """
                    publish_stop  call_off_stop
        new         P>published   .
        published   .             P>called_off
        called_off  .             .
        """,
    ),
    "incident": (
        lifecycle.INCIDENT,
        lifecycle.IncidentAct,
        lifecycle.IncidentStatus.values,
        """
               report_incident  end_incident
        new    M>open           .
        open   .                M>ended
        ended  .                .
        """,
    ),
    "closure": (
        lifecycle.CLOSURE,
        lifecycle.ClosureAct,
        lifecycle.OrderStatus.values,
        """
                   close_centre  reopen_centre
        new        M>ordered     .
        ordered    .             M>withdrawn
        withdrawn  .             .
        """,
    ),
}


@pytest.mark.parametrize("kind", GRIDS)
def test_grid_covers_every_status_and_act(kind: str) -> None:
    _table, acts, statuses, grid = GRIDS[kind]

    assert read_grid(grid).keys() == set(product(["", *statuses], [act.value for act in acts]))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", GRIDS)
def test_every_cell(kind: str, role: Role) -> None:
    table, _acts, _statuses, grid = GRIDS[kind]

    assert [
        (status, act) for (status, act), cell in read_grid(grid).items() if not agrees(table, status, act, role, cell)
    ] == []
