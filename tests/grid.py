"""Reading the grids in which the lifecycles are written a second time, for a lawyer to review.

A row is where the case stands, a column is what somebody tries. `AR>open` means that an applicant
or a registrar may, and it becomes open; a dot means that nobody may. `new` is before the first act.
"""

from workpermit.casework.lifecycle import Lifecycle, WrongStatus
from workpermit.core.actors import Role

WHO = {
    "A": Role.APPLICANT,
    "O": Role.OPERATOR_CLERK,
    "M": Role.CENTRE_MANAGER,
    "S": Role.ASSISTANT_REGISTRAR,
    "R": Role.REGISTRAR,
    "P": Role.POLICY_OFFICER,
    "Y": Role.SYSTEM,
}


def read_grid(text: str) -> dict[tuple[str, str], str]:
    """(status, act) → cell."""
    acts, *rows = (line.split() for line in text.strip().splitlines())
    return {
        ("" if status == "new" else status, act): cell
        for status, *cells in rows
        for act, cell in zip(acts, cells, strict=True)
    }


def agrees(lifecycle: Lifecycle, status: str, act: str, role: Role, cell: str) -> bool:
    """Whether the lifecycle says about this role what the cell says."""
    letters, _, target = cell.partition(">")
    allowed = {WHO[letter] for letter in letters if letter != "."}
    try:
        found = lifecycle.find(act, status)
    except WrongStatus:
        return not allowed
    return found.target == target and (role in found.roles) == (role in allowed)
