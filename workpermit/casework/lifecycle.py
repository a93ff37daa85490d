"""How a case moves from one status to the next.

`begin` and `advance` are the only code in the project that writes a `status` column (`rows` is their SQL). Each slice
writes its own table of moves in `<slice>/lifecycle.py`; they obey it, and a trigger in the
database obeys a copy of the same table (`workpermit.zones.moves`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from workpermit.casework.models import AuditEntry, Case
from workpermit.casework.rows import insert_rows, move_row
from workpermit.casework.together import write_entries
from workpermit.core.actors import Actor, Role
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7


class WrongStatus(RuleBroken):
    """The act is not open to a case in this status."""


class WrongRole(RuleBroken):
    """The act is open to this case, but not to this actor."""


class CaseHasMoved(RuleBroken):
    """Somebody else moved the case after this actor last read it."""


class AlreadyBegun(RuleBroken):
    """A case of this id was begun a moment ago: the same form was sent twice at once."""


@dataclass(frozen=True, slots=True)
class Move:
    act: str
    source: str  # "" when the act begins a case
    target: str
    roles: frozenset[Role]


def move(act: str, source: str, target: str, *roles: Role) -> Move:
    return Move(str(act), str(source), str(target), frozenset(roles))


class Lifecycle:
    """Every move that one kind of case can make."""

    def __init__(self, *moves: Move):
        self._moves = {(m.act, m.source): m for m in moves}
        if len(self._moves) != len(moves):
            raise ValueError("Two rows share the same act and status.")

    def __iter__(self) -> Iterator[Move]:
        return iter(self._moves.values())

    def find(self, act: str, status: str) -> Move:
        """The row for this act. Raises WrongStatus."""
        try:
            return self._moves[str(act), str(status)]
        except KeyError:
            raise WrongStatus(f"cannot {act} while {status or 'new'}") from None

    def acts_open_to(self, role: Role, status: str) -> list[str]:
        """Name the acts that a page may offer; `advance` still checks each one."""
        return [m.act for m in self if m.source == status and role in m.roles]


def begin(case: Case, act: str, *, by: Actor, at: datetime, root: UUID | None = None) -> None:
    """Insert a new case in its first status and write the audit entry: both, or neither.

    `root` is the case whose history shows the entry; without one it is the case itself.

    Raises WrongStatus, WrongRole or AlreadyBegun.
    """
    begin_all([case], act, by=by, at=at, root=root)


def begin_all(cases: Sequence[Case], act: str, *, by: Actor, at: datetime, root: UUID | None = None) -> None:
    """Insert several new cases of one kind with one statement, else as `begin`."""
    found = cases[0].LIFECYCLE.find(act, "")
    _check_role(found, by)
    for case in cases:
        case.status, case.status_changed_at = found.target, at
    # No savepoint inside the caller's transaction: whatever breaks here breaks the whole act.
    with transaction.atomic(savepoint=False):
        _insert(cases, found.act)
        write_entries([_entry(case, found, by=by, at=at, root=root) for case in cases])


def _insert(cases: Sequence[Case], act: str) -> None:
    try:
        insert_rows(cases, act=act)
    except IntegrityError as error:
        broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
        if broken == f"{cases[0]._meta.db_table}_pkey":
            raise AlreadyBegun from None
        raise


def advance(
    case: Case, act: str, *, by: Actor, at: datetime, root: UUID | None = None, changes: Mapping[str, Any] | None = None
) -> None:
    """Move a case and write the audit entry: both happen, or neither.

    `changes` are columns that the act fills in the same statement.

    Raises WrongStatus, WrongRole or CaseHasMoved.
    """
    found = case.LIFECYCLE.find(act, case.status)
    _check_role(found, by)
    changes = {"status_changed_at": at, **(changes or {})}
    with transaction.atomic(savepoint=False):
        # Two officers may have the same case open. The first to write wins; the second is told,
        # instead of silently overwriting.
        moved = move_row(type(case), case.pk, act=found.act, source=found.source, target=found.target, changes=changes)
        if moved:
            write_entries([_entry(case, found, by=by, at=at, root=root)])
    if not moved:
        raise CaseHasMoved(f"no longer {found.source}")
    for name, value in {"status": found.target, **changes}.items():
        setattr(case, name, value)


def _check_role(found: Move, by: Actor) -> None:
    if by.role not in found.roles:
        raise WrongRole(f"{by.role} may not {found.act}")


def _entry(case: Case, found: Move, *, by: Actor, at: datetime, root: UUID | None) -> AuditEntry:
    return AuditEntry(
        id=uuid7(),
        root=root or case.pk,
        kind=case._meta.model_name or "",
        subject=case.pk,
        act=found.act,
        from_status=found.source,
        to_status=found.target,
        actor=by.id,
        role=by.role,
        place=by.place,
        assisted_by=by.assisted_by,
        at=at,
    )
