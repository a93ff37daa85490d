"""Reading the trail."""

from uuid import UUID

from workpermit.casework.models import AuditEntry


def list_entries(root: UUID) -> list[AuditEntry]:
    """Everything that happened to a case and its parts, oldest first."""
    return list(AuditEntry.objects.filter(root=root).order_by("at", "id"))
