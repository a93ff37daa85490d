"""Reading the trail."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from workpermit.casework.models import AuditEntry
from workpermit.core.part_query import PartQuery
from workpermit.core.row_query import RowQuery


class Step(NamedTuple):
    """One act of a trail, as far as a page tells of it; `helped` by a clerk of the centre `place`."""

    subject: UUID
    act: str
    to_status: str
    role: str
    at: datetime
    place: str = ""
    helped: bool = False


_OF_CASE = RowQuery(AuditEntry, "WHERE root = %s ORDER BY at, id")
_COURSE = PartQuery(
    Step,
    "SELECT subject, act, to_status, role, at, place, assisted_by IS NOT NULL "
    "FROM casework_auditentry WHERE root = %s ORDER BY at, id",
)


def list_entries(root: UUID) -> list[AuditEntry]:
    """Everything that happened to a case and its parts, oldest first."""
    return _OF_CASE(root)


def list_course(root: UUID) -> list[Step]:
    """As `list_entries`, without what a page does not tell."""
    return _COURSE(root)
