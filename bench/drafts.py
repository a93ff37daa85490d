"""Filings to measure with, made by the slices' own acts. Needs Django under the public zone's configuration."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from io import BytesIO
from unittest.mock import patch
from uuid import UUID

from django.db import connection, transaction
from PIL import Image

from bench.people import account_of
from workpermit.applications import services as applications
from workpermit.applications.models import Application
from workpermit.applications.queries import dossier_records
from workpermit.catalogue.queries import get_service
from workpermit.cli.walk.persona import Persona
from workpermit.core.actors import Actor, Role
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import uuid7
from workpermit.documents import services as documents
from workpermit.sealing.client import vault

SERVICE = "s59_new"
PAPERS = ("passport", "photo", "education", "medical", "power_of_attorney")


@contextmanager
def as_account(account: UUID) -> Iterator[datetime]:
    """One transaction as the middleware opens it: row-level security knows whose it is."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('wp.account', %s, true)", [str(account)])
        yield datetime.now(UTC)


def answered_draft(token: str, persona: Persona, at: datetime) -> Application:
    """A draft with every section answered and complete, known to the vault as the signed-in account's own."""
    filer = Actor(account_of(token), Role.APPLICANT)
    case, subject = uuid7(), uuid7()
    vault("public").register_case(token=token, case=case, subject=subject)
    draft = applications.start_application(
        service=get_service(SERVICE, at), subject=subject, application=case, by=filer, at=at
    )
    for section, answers in persona.answers().items():
        cleaned = applications.save_answers(
            application=draft, section=section, posted=answers, seen_version=0, by=filer, at=at
        )
        if not cleaned.complete:
            raise RuntimeError(f"the answers to {section} are not complete: {[one.field for one in cleaned.errors]}")
    return draft


def hand_in(draft: Application, papers: Mapping[str, tuple[str, bytes, str]], at: datetime) -> None:
    """Every document of the checklist that the persona has."""
    for document in get_service(SERVICE, at).definition.documents:
        if document.id not in papers:
            continue
        name, content, _type = papers[document.id]
        documents.receive_evidence(
            case=draft.pk,
            subject=draft.subject,
            document=document,
            name=name,
            content=content,
            by=Actor(draft.filing_account, Role.APPLICANT),
            at=at,
        )


def confirmed_draft(token: str, worker: UUID) -> UUID:
    """A complete and confirmed draft: what remains is to hand it in.

    The papers are tiny and are not queued for the press: pressing them is not what is measured.
    """
    with as_account(account_of(token)) as at:
        draft = answered_draft(token, Persona(bangkok_date(at)), at)
        with _press_left_out():
            hand_in(draft, _tiny_papers(), at)
        note_confirmation(draft.pk, worker, at)
    return draft.pk


def note_confirmation(application: UUID, worker: UUID, at: datetime) -> None:
    """What the public zone keeps of the worker's confirmation; the vault has its own."""
    by = Actor(worker, Role.APPLICANT)
    applications.join_application(application=application, by=by, at=at)
    joined = Application.objects.get(pk=application)
    applications.record_confirmation(application=joined, records=dossier_records(joined), by=by, at=at)


@contextmanager
def _press_left_out() -> Iterator[None]:
    with patch("workpermit.documents.services.enqueue"):
        yield


@lru_cache(maxsize=1)
def _tiny_papers() -> dict[str, tuple[str, bytes, str]]:
    out = BytesIO()
    Image.new("RGB", (8, 8), "#dfe7ea").save(out, "JPEG")
    return {document: ("a.jpg", out.getvalue(), "image/jpeg") for document in PAPERS}
