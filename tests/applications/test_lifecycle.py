"""Who may do what to an application, and where it leads.

Read the grid as a table: a row is where the application stands, a column is what somebody tries.
`R>refused` means that only a registrar may, and it becomes refused; `S/R` that either officer may;
a dot means that nobody may. Every cell is tried with every role.
"""

from itertools import product

import pytest

from workpermit.applications.lifecycle import LIFECYCLE, Act, Status
from workpermit.casework.lifecycle import WrongStatus
from workpermit.core.actors import Role

GRID = """
                   start   submit      pay_filing_fee pass_filing_fee complete_checks amend      return     resubmit    recommend     grant     refuse    pay_permit_fee   pass_permit_fee  confirm_identity     pass_visit           issue    withdraw    lapse
new                A>draft .           .              .               .               .          .          .           .             .         .         .                .                .                    .                    .        .           .
draft              .       A>submitted .              .               .               .          .          .           .             .         .         .                .                .                    .                    .        A>withdrawn .
submitted          .       .           Y>checking     Y>checking      .               A>amending .          .           .             .         .         .                .                .                    .                    .        A>withdrawn Y>lapsed
checking           .       .           .              .               Y>in_review     A>amending .          .           .             .         .         .                .                .                    .                    .        A>withdrawn .
amending           .       .           Y>amending     .               .               .          .          A>submitted .             .         .         .                .                .                    .                    .        A>withdrawn Y>lapsed
in_review          .       .           .              .               .               .          S>returned .           S>recommended .         .         .                .                .                    .                    .        A>withdrawn .
returned           .       .           .              .               .               .          .          A>checking  .             .         .         .                .                .                    .                    .        A>withdrawn Y>lapsed
recommended        .       .           .              .               .               .          R>returned .           .             R>granted R>refused .                .                .                    .                    .        A>withdrawn .
granted            .       .           .              .               .               .          .          .           .             .         .         Y>awaiting_visit Y>awaiting_visit .                    .                    .        .           Y>lapsed
refused            .       .           .              .               .               .          .          .           .             .         .         .                .                .                    .                    .        .           .
awaiting_visit     .       .           .              .               .               .          .          .           .             .         .         .                .                O>identity_confirmed Y>identity_confirmed .        .           .
identity_confirmed .       .           .              .               .               .          .          .           .             .         .         .                .                .                    .                    Y>issued .           .
issued             .       .           .              .               .               .          .          .           .             .         .         .                .                .                    .                    .        .           .
withdrawn          .       .           .              .               .               .          .          .           .             .         .         .                .                .                    .                    .        .           .
lapsed             .       .           .              .               .               .          .          .           .             .         .         .                .                .                    .                    .        .           .
"""  # noqa: E501
WHO = {
    "A": Role.APPLICANT,
    "O": Role.OPERATOR_CLERK,
    "S": Role.ASSISTANT_REGISTRAR,
    "R": Role.REGISTRAR,
    "Y": Role.SYSTEM,
    ".": None,
}

acts, *rows = (line.split() for line in GRID.strip().splitlines())
CELLS = {
    ("" if status == "new" else status, act): cell
    for status, *cells in rows
    for act, cell in zip(acts, cells, strict=True)
}


def test_grid_covers_every_status_and_act() -> None:
    assert CELLS.keys() == set(product(["", *Status.values], list(Act)))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("status", "act"), CELLS)
def test_cell(status: str, act: str, role: Role) -> None:
    who, _, target = CELLS[status, act].partition(">")
    try:
        found = LIFECYCLE.find(act, status)
    except WrongStatus:
        assert WHO[who] is None
    else:
        assert found.target == target
        assert (role in found.roles) == (role == WHO[who])
