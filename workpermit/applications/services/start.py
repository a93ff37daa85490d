"""Beginning an application."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from workpermit.applications.lifecycle import Act
from workpermit.applications.models import Application
from workpermit.casework.lifecycle import begin
from workpermit.catalogue.queries import ServiceVersionRef
from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7
from workpermit.freezes.rules import check_filings


@transaction.atomic
def start_application(
    *, service: ServiceVersionRef, subject: UUID, by: Actor, at: datetime, application: UUID | None = None
) -> Application:
    """Begin a draft. The version of the service holds for this application from now on.

    The caller has registered the case and its subject with the vault. Raises FilingsFrozen.
    """
    check_filings(service.definition.id, at)
    draft = Application(
        id=application or uuid7(),
        service=service.definition.id,
        service_version=service.version_id,
        filing_account=by.id,
        subject=subject,
        started_at=at,
    )
    begin(draft, Act.START, by=by, at=at)
    return draft
