"""Beginning an application."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from workpermit.applications.lifecycle import Act
from workpermit.applications.models import Application
from workpermit.casework.lifecycle import begin
from workpermit.catalogue.queries import ServiceVersionRef
from workpermit.core.actors import Actor
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7
from workpermit.freezes.rules import check_filings


class NotForOneself(RuleBroken):
    """This service is filed by an employer or another body, not by the worker."""


@transaction.atomic
def start_application(
    *,
    service: ServiceVersionRef,
    subject: UUID,
    by: Actor,
    at: datetime,
    application: UUID | None = None,
    self_filed: bool = False,
    basis: str = "",
) -> Application:
    """Begin a draft. The version of the service holds for this application from now on.

    The caller has registered the case and its subject with the vault, and said there too whether the worker
    files for himself (`self_filed`). `basis` is the number of the permit that the application works on.

    Raises NotForOneself where only others may file, or FilingsFrozen.
    """
    check_filings(service.definition.id, at)
    if self_filed and not service.definition.files_for_self():
        raise NotForOneself
    draft = Application(
        id=application or uuid7(),
        service=service.definition.id,
        service_version=service.version_id,
        filing_account=by.id,
        worker_account=by.id if self_filed else None,
        basis=basis,
        kind=service.definition.kind,
        subject=subject,
        started_at=at,
    )
    begin(draft, Act.START, by=by, at=at)
    return draft
