"""Which letters an application causes, and to whom."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from workpermit.applications.models import Application
from workpermit.core.actors import SYSTEM, Actor
from workpermit.letters.services import queue_letter, queue_letters


def tell_elsewhere(
    application: Application, template: str, accounts: Sequence[UUID], *, at: datetime, permit: str = ""
) -> None:
    """Queue a letter to other accounts of the worker, each about that account: it is no party of the application."""
    facts = {"number": application.number or ""} | ({"permit": permit} if permit else {})
    tell_accounts(template, accounts, facts, at=at)


def tell_accounts(template: str, accounts: Sequence[UUID], facts: Mapping[str, Any], *, at: datetime) -> None:
    """Queue a letter to each of some accounts, about that account."""
    for one in accounts:
        queue_letter(template, about=one, subject=one, account=one, by=SYSTEM, at=at, facts=facts)


def tell_replaced(application: Application, worker: UUID, *, by: Actor, at: datetime) -> None:
    """Queue a letter to a worker in whose place another account has joined."""
    facts = {"service": application.service}
    queue_letter("worker_replaced", about=worker, subject=worker, account=worker, by=by, at=at, facts=facts)


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
