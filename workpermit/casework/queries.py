"""Reading the trail."""

from uuid import UUID

from workpermit.casework.models import AuditEntry
from workpermit.core.row_query import RowQuery

_OF_CASE = RowQuery(AuditEntry, "WHERE root = %s ORDER BY at, id")


def list_entries(root: UUID) -> list[AuditEntry]:
    """Everything that happened to a case and its parts, oldest first."""
    return _OF_CASE(root)
