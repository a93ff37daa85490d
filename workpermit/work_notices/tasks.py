"""Acknowledging notices at once: queue `document`."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from workpermit.casework.retry import again
from workpermit.sealing.client import VaultUnreachable, vault
from workpermit.work_notices import services
from workpermit.work_notices.lifecycle import Status
from workpermit.work_notices.models import WorkNotice

AGAIN = again(VaultUnreachable)


@app.task(name="acknowledge_notice", queue="document", retry=AGAIN)
def acknowledge_notice(record: str) -> None:
    """Have the vault sign that a notice was received, and when."""
    notice = WorkNotice.objects.get(pk=UUID(record))
    if notice.status != Status.FILED or notice.filed_at is None:
        return
    facts = {
        "case": str(notice.pk),
        "number": str(notice.number),
        "service": notice.service,
        "received_at": notice.filed_at.isoformat(),
        "due_on": notice.due_on.isoformat() if notice.due_on else "",
    }
    receipt = vault("document").sign_receipt(kind="notice", facts=facts)
    services.acknowledge_notice(notice=notice, receipt=receipt, at=timezone.now())
