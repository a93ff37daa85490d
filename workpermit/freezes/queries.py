"""Finding what is stopped now, what will be, and what was."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from workpermit.core.row_query import RowQuery
from workpermit.freezes.lifecycle import Status
from workpermit.freezes.models import LONGEST_MESSAGE, Freeze

__all__ = ["LONGEST_MESSAGE", "get_freeze", "in_force", "list_freezes", "of_service"]

KEPT_IN_LIST = 50
_IN_FORCE = RowQuery(
    Freeze,
    "WHERE status = 'ordered' AND begins_at <= %s AND (ends_at IS NULL OR ends_at > %s) ORDER BY begins_at, id",
)


def in_force(at: datetime) -> list[Freeze]:
    """Every freeze that stops something at `at`, the oldest first."""
    return _IN_FORCE(at, at)


def of_service(freezes: Iterable[Freeze], service: str) -> list[Freeze]:
    """Those that stop this service, be it with all others."""
    return [one for one in freezes if one.service in ("", service)]


def get_freeze(freeze: UUID) -> Freeze:
    """Raises Freeze.DoesNotExist."""
    return Freeze.objects.get(pk=freeze)


def list_freezes(at: datetime) -> tuple[list[Freeze], list[Freeze]]:
    """Those that stop something now or will, and those that are over; the newest first."""
    newest = list(Freeze.objects.order_by("-begins_at", "-id")[:KEPT_IN_LIST])
    live = [one for one in newest if one.status == Status.ORDERED and (one.ends_at is None or one.ends_at > at)]
    return live, [one for one in newest if one not in live]
