"""Which letters an application causes, and to whom."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from workpermit.applications.models import Application
from workpermit.core.actors import Actor
from workpermit.letters.services import queue_letters


def tell(
    application: Application,
    template: str,
    *,
    by: Actor,
    at: datetime,
    facts: Mapping[str, Any] | None = None,
    sealed: Mapping[str, Any] | None = None,
) -> None:
    """Queue a letter to the filer and, once joined, to the worker."""
    facts = {"number": application.number or "", "service": application.service} | dict(facts or {})
    accounts = {application.filing_account}
    if application.worker_account:
        accounts.add(application.worker_account)
    queue_letters(
        template,
        about=application.pk,
        subject=application.subject,
        accounts=sorted(accounts),
        by=by,
        at=at,
        facts=facts,
        sealed=sealed,
    )
