"""The worker joins a filing and confirms it."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from workpermit.applications.lifecycle import OPEN_TO_CHANGE, Status
from workpermit.applications.models import Application
from workpermit.applications.queries import dossier_records
from workpermit.applications.rules import NotOpenToChange
from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import WrongRole
from workpermit.core.actors import Actor


@transaction.atomic
def join_application(*, application: UUID, by: Actor) -> None:
    """Show the filing in the worker's account. The vault has verified the invitation.

    A worker who lost the passkey joins again with another account while the filing is being written, and confirms
    again; what was confirmed and handed in keeps its worker. The row is not yet visible to that account, so the
    transaction names it to row-level security.

    Raises WrongRole for whoever files for somebody else, NotOpenToChange.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('wp.joining', %s, true)", [str(application)])
    found = Application.objects.select_for_update().get(pk=application)
    if found.worker_account == by.id:
        return
    if found.filing_account == by.id:
        raise WrongRole("who files for somebody else is not the worker")
    if found.confirmed_at and found.status not in OPEN_TO_CHANGE:
        raise NotOpenToChange
    Application.objects.filter(pk=application).update(worker_account=by.id, confirmed_at=None, confirmed_records=[])


@transaction.atomic
def record_confirmation(*, application: Application, records: list[str], by: Actor, at: datetime) -> None:
    """Note which records the worker has confirmed, as the vault reported it.

    Where the confirmation comes last, the permit is issued on it.

    Raises WrongRole for anybody but the worker, NotOpenToChange when the filing changed meanwhile.
    """
    if application.worker_account != by.id:
        raise WrongRole("only the worker confirms")
    if sorted(records) != dossier_records(application):
        raise NotOpenToChange
    Application.objects.filter(pk=application.pk).update(confirmed_at=at, confirmed_records=sorted(records))
    if application.status == Status.IDENTITY_CONFIRMED:
        enqueue("pass_stations", application.pk)
