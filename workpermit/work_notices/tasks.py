"""Acknowledging notices at once: queue `document`."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from workpermit.answers.queries import sealed_sections
from workpermit.casework.retry import again
from workpermit.catalogue.definition import Plain
from workpermit.catalogue.queries import get_version
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
    _tell_province(notice)
    receipt = vault("document").sign_receipt(kind="notice", facts=facts)
    services.acknowledge_notice(notice=notice, receipt=receipt, at=timezone.now())


def _tell_province(notice: WorkNotice) -> None:
    """Have the vault read where the workplace is: officers of that province may open the notice, and no others."""
    section, _field = get_version(notice.service_version).plain_fields().get(Plain.PROVINCE, ("", ""))
    sealed = sealed_sections(notice.pk).get(section)
    if sealed is not None:
        vault("document").open_for(case=notice.pk, records=[sealed.record])
