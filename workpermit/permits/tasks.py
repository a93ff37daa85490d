"""Keeping status statements fresh, and telling people that a permit ends: queue `clock`."""

import time
from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from workpermit.permits.models import Permit
from workpermit.permits.queries import list_due
from workpermit.permits.reminding import list_due_reminders, remind
from workpermit.permits.services import ask_again, keep_statement
from workpermit.permits.statement import read_statement
from workpermit.sealing.client import VaultRefused, vault
from workpermit.sealing.services import public_keys

LONGEST = 5.0  # seconds of one run; other jobs of the same worker wait meanwhile
LATER = timedelta(hours=1)


@app.periodic(cron="* * * * * */10")
@app.task(name="refresh_statements", queue="clock", queueing_lock="refresh_statements")
def refresh_statements(timestamp: int) -> None:
    """Have the vault state each permit's status again before its word runs out, and when the state changes by itself.

    What is not reached in this run is taken up by the next.
    """
    end = time.monotonic() + LONGEST
    while permits := list_due(timezone.now()):
        renewed = 0
        for permit in permits:
            renewed += _renew(permit)
            if time.monotonic() > end:
                return
        if not renewed:
            return


def _renew(permit: Permit) -> bool:
    """A permit that the vault never issued must not keep the others from being stated."""
    try:
        text = vault("document").permit_status(number=permit.number)
    except VaultRefused as refusal:
        if refusal.code != "no_such_record":
            raise
        ask_again(permit.number, at=timezone.now() + LATER)
        return True
    return keep_statement(permit, read_statement(text, public_keys()))


@app.periodic(cron="* * * * *")
@app.task(name="remind_of_ends", queue="clock", queueing_lock="remind_of_ends")
def remind_of_ends(timestamp: int) -> None:
    """Tell workers and employers whose permit ends soon. What is not reached in this run is taken up by the next."""
    end = time.monotonic() + LONGEST
    while due := list_due_reminders(timezone.now()):
        remind(due, keys=public_keys(), at=timezone.now())
        if time.monotonic() > end:
            return
