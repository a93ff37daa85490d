"""A ready-made freeze and the officers who order and lift it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tests.make import NOON, service
from workpermit.core.actors import Actor, Role
from workpermit.core.ids import uuid7
from workpermit.freezes.models import Freeze
from workpermit.freezes.services import order_freeze

OFFICER = Actor(UUID(int=21), Role.POLICY_OFFICER, "DOE")
SECOND = Actor(UUID(int=22), Role.POLICY_OFFICER, "DOE")


def freeze(*, at: datetime = NOON, by: Actor = OFFICER, **changes: Any) -> Freeze:
    """Filings of every service, from now until somebody lifts it; `changes` replace what is ordered."""
    for offered in ("s59_new", "s13_hire"):
        service(offered)
    said: dict[str, Any] = {
        "freeze": uuid7(),
        "service": "",
        "filings": True,
        "decisions": False,
        "message_th": "หยุดรับคำขอชั่วคราวเพื่อแก้ไขแบบคำขอ",
        "message_en": "Filing is stopped while the form is corrected.",
        "begins_at": None,
        "ends_at": None,
    }
    return order_freeze(**{**said, **changes}, by=by, at=at)
