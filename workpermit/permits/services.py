"""Keeping what the vault has issued and stated."""

from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction

from workpermit.applications.letters import tell
from workpermit.applications.lifecycle import Act
from workpermit.applications.models import Application
from workpermit.casework.lifecycle import advance
from workpermit.core.actors import SYSTEM
from workpermit.core.ids import uuid7
from workpermit.permits.models import Approval, Permit
from workpermit.permits.statement import Statement, write_statement
from workpermit.sealing.canonical import b64
from workpermit.sealing.services import write_record


def issue(application: Application, *, at: datetime) -> None:
    """The end of the way, whether a permit or a letter of approval comes of it. Raises WrongStatus or CaseHasMoved."""
    advance(application, Act.ISSUE, by=SYSTEM, at=at)


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
    statement: Statement,
    at: datetime,
) -> Permit:
    """Keep a permit that the vault has signed, publish its status, and tell the worker and the employer.

    The credential names the employer, so it is sealed like everything else about people.

    Raises WrongStatus or CaseHasMoved.
    """
    issue(application, at=at)
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
        statement=statement.text,
        stated_at=statement.stated_at,
        renew_at=statement.renew_at,
    )
    Permit.objects.bulk_create([permit])
    write_statement(statements_folder(), statement)
    tell(application, "permit_issued", by=SYSTEM, at=at, facts={"permit": number})
    return permit


@transaction.atomic
def issue_approval(
    *, application: Application, decision: UUID, terms: UUID, number: str, receipt: str, at: datetime
) -> Approval:
    """Keep a letter of approval that the vault has signed, and tell the filer. Raises WrongStatus or CaseHasMoved."""
    issue(application, at=at)
    approval = Approval(
        id=uuid7(),
        number=number,
        decision=decision,
        application=application.pk,
        terms=terms,
        service=application.service,
        receipt=receipt,
        issued_at=at,
    )
    Approval.objects.bulk_create([approval])
    tell(application, "approval_issued", by=SYSTEM, at=at, facts={"permit": number})
    return approval


@transaction.atomic
def keep_statement(permit: Permit, statement: Statement) -> bool:
    """Keep and publish a statement of a permit's status; False where one that is as new is there already.

    The row is held while the file is written: of two workers, the one with the older word writes no file.
    """
    if statement.number != permit.number:
        raise ValueError("a statement of another permit")
    older = Permit.objects.filter(pk=permit.pk, stated_at__lt=statement.stated_at)
    changes = {"statement": statement.text, "stated_at": statement.stated_at, "renew_at": statement.renew_at}
    if not older.update(**changes):
        return False
    write_statement(statements_folder(), statement)
    return True


def ask_again(*numbers: str, at: datetime) -> None:
    """Have the clock ask the vault for the status of permits at a moment.

    Whoever changes a status says now, and the file follows within seconds; a permit that the vault does not
    know is put off, and its old statement runs out.
    """
    Permit.objects.filter(number__in=numbers).update(renew_at=at)


def statements_folder() -> Path:
    """The folder of the published statements, as the configuration names it."""
    return Path(settings.EWP["statements"])
