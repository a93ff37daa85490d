"""Finding permits."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from workpermit.permits.models import Permit


def find_permit(application: UUID) -> Permit | None:
    """The permit of an application, once it is issued."""
    return Permit.objects.filter(application=application).first()


def find_statement(number: str) -> str | None:
    """The signed status statement of a permit, for anybody who knows its number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('wp.permit', %s, true)", [number])
    return Permit.objects.filter(number=number).values_list("statement", flat=True).first()


def list_due(at: datetime) -> list[Permit]:
    """Permits whose status is to be stated again, at most 200, the longest due first."""
    return list(Permit.objects.filter(renew_at__lte=at).order_by("renew_at")[:200])
