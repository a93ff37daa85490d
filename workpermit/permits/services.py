"""Keeping what the vault has issued and stated."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from workpermit.applications.letters import tell
from workpermit.applications.lifecycle import Act
from workpermit.applications.models import Application
from workpermit.casework.lifecycle import advance
from workpermit.core.actors import SYSTEM
from workpermit.core.ids import uuid7
from workpermit.permits.models import Permit
from workpermit.sealing.canonical import b64
from workpermit.sealing.services import write_record


@transaction.atomic
def issue_permit(
    *,
    application: Application,
    decision: UUID,
    terms: UUID,
    valid_from: date,
    valid_until: date,
    number: str,
    credential: bytes,
    statement: str,
    at: datetime,
) -> Permit:
    """Keep a permit that the vault has signed, and tell the worker and the employer.

    The credential names the employer, so it is sealed like everything else about people.

    Raises WrongStatus or CaseHasMoved.
    """
    advance(application, Act.ISSUE, by=SYSTEM, at=at)
    value = {"credential": b64(credential)}
    record = write_record(kind="credential", case=application.pk, subject=application.subject, value=value, at=at)
    permit = Permit(
        id=uuid7(),
        number=number,
        decision=decision,
        application=application.pk,
        subject=application.subject,
        terms=terms,
        credential=record.id,
        valid_from=valid_from,
        valid_until=valid_until,
        issued_at=at,
        statement=statement,
        stated_at=at,
    )
    Permit.objects.bulk_create([permit])
    tell(application, "permit_issued", by=SYSTEM, at=at, facts={"permit": number})
    return permit


def keep_statement(permit: Permit, statement: str, *, at: datetime) -> None:
    """Keep the newest signed statement of a permit's status."""
    Permit.objects.filter(pk=permit.pk, stated_at__lt=at).update(statement=statement, stated_at=at)
