"""The press at work: queue `press`, purpose `scan`."""

from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from workpermit.casework.retry import again
from workpermit.documents import services
from workpermit.documents.lifecycle import Status
from workpermit.documents.models import Evidence
from workpermit.documents.press import CannotBePressed, press_file
from workpermit.documents.queries import get_evidence
from workpermit.documents.reading import read_file
from workpermit.documents.scanner import ScannerDown, Verdict, scan
from workpermit.documents.zone_reader import PASSPORT, read_passport_zone
from workpermit.sealing.client import VaultUnreachable, vault
from workpermit.sealing.stream import StreamBroken

MOST_PAGES = 40
AGAIN = again(VaultUnreachable, ScannerDown)


@app.task(name="press_evidence", queue="press", retry=AGAIN)
def press_evidence(record: str) -> None:
    """Scan one file and turn it into page images, if that has not been done."""
    evidence = get_evidence(UUID(record))
    if evidence.status not in (Status.RECEIVED, Status.WAITING):
        return
    opened = vault("scan").open_for(case=evidence.case, records=[evidence.record])
    _press(evidence, opened["records"][str(evidence.record)])


def _press(evidence: Evidence, opened: dict[str, object]) -> None:
    at = timezone.now()
    try:
        content = read_file(opened)
        verdict = scan(content, settings.EWP.get("clamd", ""))
        if verdict is Verdict.INFECTED:
            services.reject_evidence(evidence, problem="infected", at=at)
            return
        pages = press_file(content, evidence.media_type, MOST_PAGES)
    except ScannerDown:
        if evidence.status == Status.RECEIVED:
            services.postpone_evidence(evidence, at=at)
        raise
    except (CannotBePressed, StreamBroken) as error:
        services.reject_evidence(evidence, problem=str(error.args[0]) if error.args else "not_readable", at=at)
        return
    zone = read_passport_zone(pages) if evidence.document == PASSPORT else None
    services.keep_pages(evidence, pages=pages, scan=verdict, at=at, zone=zone)
