"""Finding permits."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from workpermit.permits.models import Approval, Permit


def find_permit(application: UUID) -> Permit | None:
    """The permit of an application, once it is issued."""
    return Permit.objects.filter(application=application).first()


def find_held(number: str) -> Permit | None:
    """The permit with this number, for readers who may see all of them."""
    return Permit.objects.filter(number=number).first()


def find_approval(application: UUID) -> Approval | None:
    """The letter of approval of an application, once it is signed."""
    return Approval.objects.filter(application=application).first()


def find_approval_by_number(number: str) -> Approval | None:
    """A letter of approval, for anybody who knows its number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('wp.permit', %s, true)", [number])
    return Approval.objects.filter(number=number).first()


def find_statement(number: str) -> str | None:
    """The signed status statement of a permit, for anybody who knows its number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('wp.permit', %s, true)", [number])
    return Permit.objects.filter(number=number).values_list("statement", flat=True).first()


def list_due(at: datetime) -> list[Permit]:
    """Permits whose status is to be stated again, at most 200, the longest due first."""
    return list(Permit.objects.filter(renew_at__lte=at).order_by("renew_at")[:200])
