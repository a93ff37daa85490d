"""The worker joins a filing and confirms it."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from workpermit.applications.letters import tell_replaced
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.queries import dossier_records
from workpermit.applications.rules import NotOpenToChange
from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import WrongRole
from workpermit.catalogue.kinds import Confirmation
from workpermit.catalogue.queries import get_version
from workpermit.core.actors import Actor, Role


@transaction.atomic
def join_application(*, application: UUID, by: Actor, at: datetime) -> None:
    """Show the filing in the worker's account. The vault has verified the invitation.

    A worker who lost the passkey joins again with another account while the draft is being written, and confirms
    again; the account that he had is told. What was confirmed and handed in keeps its worker, also when it is
    returned. The row is not yet visible to that account, so the transaction names it to row-level security.

    Raises WrongRole for whoever files for somebody else, NotOpenToChange.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('wp.joining', %s, true)", [str(application)])
    found = Application.objects.select_for_update().get(pk=application)
    if found.worker_account == by.id:
        return
    if found.filing_account == by.id:
        raise WrongRole("who files for somebody else is not the worker")
    before = found.worker_account
    if before and found.number and (found.confirmed_at or confirms_first(found)):
        raise NotOpenToChange
    Application.objects.filter(pk=application).update(worker_account=by.id, confirmed_at=None, confirmed_records=[])
    if before:
        tell_replaced(found, before, by=by, at=at)


def confirms_first(application: Application) -> bool:
    """Whether the worker confirms before the filing is handed in."""
    return get_version(application.service_version).confirm_before() is Confirmation.SUBMIT


@transaction.atomic
def record_confirmation(*, application: Application, records: list[str], by: Actor, at: datetime) -> None:
    """Note which records the worker has confirmed, as the vault reported it.

    Where the confirmation comes last, the permit is issued on it. The system notes what was given at a counter.

    Raises WrongRole for anybody else than the worker, NotOpenToChange when the filing changed meanwhile.
    """
    if by.role is not Role.SYSTEM and application.worker_account != by.id:
        raise WrongRole("only the worker confirms")
    if sorted(records) != dossier_records(application):
        raise NotOpenToChange
    Application.objects.filter(pk=application.pk).update(confirmed_at=at, confirmed_records=sorted(records))
    if application.status == Status.IDENTITY_CONFIRMED:
        enqueue("pass_stations", application.pk)


def await_confirmation(*, application: UUID, by: Actor) -> None:
    """Have the system note what a counter has just confirmed: a clerk writes nothing into a filing.

    Raises WrongRole for anybody but a clerk.
    """
    if by.role is not Role.OPERATOR_CLERK:
        raise WrongRole("only a clerk confirms at a counter")
    enqueue("note_confirmation", application)
