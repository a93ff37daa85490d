"""Keeping status statements fresh: queue `clock`."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from workpermit.permits.queries import list_stale
from workpermit.permits.services import keep_statement
from workpermit.sealing.client import vault

# A statement lives for a day; renewing at half of that leaves half a day for repairs.
STALE_AFTER = timedelta(hours=12)


@app.periodic(cron="*/5 * * * *")
@app.task(name="refresh_statements", queue="clock", queueing_lock="refresh_statements")
def refresh_statements(timestamp: int) -> None:
    """Have the vault sign the status of each permit again before the old statement ends."""
    at = timezone.now()
    for permit in list_stale(at - STALE_AFTER):
        keep_statement(permit, vault("document").permit_status(number=permit.number), at=at)
