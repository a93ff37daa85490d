"""Telling the filers of an extension (queue `document`); trying rules on past cases (queue `trial`)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from workpermit.applications.letters import tell
from workpermit.applications.queries import list_extended
from workpermit.casework.retry import again
from workpermit.catalogue.cohorts import Cohort
from workpermit.core.actors import SYSTEM
from workpermit.oversight import subjects
from workpermit.oversight.models import Draft
from workpermit.oversight.subjects import Kind
from workpermit.oversight.trials import advance_trial
from workpermit.sealing.client import VaultRefused, VaultUnreachable, vault

AT_ONCE = 200  # applications in one transaction


@app.task(name="run_trial", queue="trial", retry=again(VaultUnreachable, VaultRefused))
def run_trial(record: str) -> None:
    """Try a draft's rules on past cases until they are all tried, or somebody stops it."""
    while advance_trial(UUID(record), vault=vault("trial"), at=timezone.now()):
        pass


@app.task(name="tell_of_extension", queue="document")
def tell_of_extension(record: str) -> None:
    """Write to everybody whose last moment to pay moved with a published cohort, each once."""
    while tell_next(UUID(record), at=timezone.now()):
        pass


@transaction.atomic
def tell_next(draft: UUID, *, at: datetime) -> bool:
    """The next few letters; False when there are no more. How far they went is kept in the same transaction."""
    held = Draft.objects.select_for_update().get(pk=draft)
    was = subjects.read_definition(Kind.COHORT, subjects.version_by_id(held.kind, held.subject, held.base).definition)
    if held.published_at is None or not isinstance(was, Cohort) or was.pay_until is None:
        return False
    found = list_extended(
        held.subject, was=was.pay_until, before=held.published_at, after=held.told_until, count=AT_ONCE
    )
    for application in found:
        facts = {"due_at": application.due_at.isoformat() if application.due_at else ""}
        tell(application, "payment_extended", by=SYSTEM, at=at, facts=facts)
    if found:
        Draft.objects.filter(pk=held.pk).update(told_until=found[-1].pk)
    return bool(found)
