"""A vault that really judges, on the tests' own database, and filings that came about by their acts.

The vault answers in this process; only the socket between it and the pages is left out.
"""

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, TransactionTestCase
from PIL import Image

from tests import make
from tests.sites.conftest import browser
from tests.vault.conftest import address
from tests.vault.world import CREDENTIALS, Person, World, end_connections
from workpermit.answers.queries import list_sections
from workpermit.applications import services as applications
from workpermit.applications.models import Application
from workpermit.applications.queries import dossier_records
from workpermit.appointments.models import Appointment
from workpermit.catalogue.rules import run_checks
from workpermit.core.actors import Actor, Role
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import uuid7
from workpermit.documents.services import keep_pages, receive_evidence
from workpermit.fees.models import Bill
from workpermit.sealing import client
from workpermit.sealing.canonical import b64
from workpermit.sealing.refusal import Refused
from workpermit.sealing.services import _read_keys
from workpermit.sites.http import session
from workpermit.vault.database import Database
from workpermit.vault.init import Store, init_store, load_officers
from workpermit.vault.schema import init_database

OFFICE, PROVINCE, CENTRE = "O-10", "10", "BKK-SC-M-001"


@dataclass
class Stage:
    """The world of the vault's tests, and the slices beside it. `calls` are the vault's operations in order."""

    world: World
    calls: list[tuple[str, str, dict[str, Any]]]

    @property
    def at(self) -> datetime:
        return self.world.now

    def asked(self, op: str) -> list[dict[str, Any]]:
        return [args for _name, asked, args in self.calls if asked == op]

    # People

    def officer(self, role: Role, site: str = "registrar", office: str = OFFICE) -> Person:
        self.world.officers().give_jurisdiction(office, [PROVINCE if office == OFFICE else "20"])
        return self.world.sign_in(self.world.staff(role, office), site)

    def clerk(self, centre: str = CENTRE) -> Person:
        return self.world.clerk(centre)

    def at_site(self, person: Person, site: str) -> Person:
        return self.world.sign_in(person, site)

    def browser(self, person: Person, site: str, language: str = "en") -> Client:
        one = browser(site, language)
        one.cookies[f"wp_{site}"] = person.token
        return one

    # Filings

    def in_review(self, *, confirm: bool = True, **changes: dict[str, str]) -> Application:
        """Filed, confirmed by the worker, paid, checked."""
        case = self.paid(confirm=confirm, **changes).pk
        self._check(case)
        return Application.objects.get(pk=case)

    def paid(self, *, confirm: bool = True, **changes: dict[str, str]) -> Application:
        """Filed, confirmed by the worker, paid; the checks have not begun."""
        owner = self.world.applicant()
        by, case, subject = Actor(owner.account, Role.APPLICANT), uuid7(), uuid7()
        self.world.ask("public", "register_case", token=owner.token, case=case, subject=subject)
        self.filers[case] = owner
        draft = applications.start_application(
            service=make.service(), subject=subject, by=by, at=self.at, application=case
        )
        for section, answers in make.ANSWERS.items():
            applications.save_answers(
                application=draft,
                section=section,
                posted=answers | changes.get(section, {}),
                seen_version=0,
                by=by,
                at=self.at,
            )
        self._hand_in(draft, by)
        if confirm:
            self._confirm(draft, owner)
        else:
            Application.objects.filter(pk=case).update(confirmed_at=self.at, confirmed_records=dossier_records(draft))
        ready = Application.objects.get(pk=case)
        applications.submit_application(application=ready, method="national", by=by, at=self.at)
        applications.record_payment(make.notice(Bill.objects.get(application=case, kind="F1")), at=self.at)
        return Application.objects.get(pk=case)

    def recommended(self, **changes: Any) -> Application:
        application = self.in_review(**changes)
        make.recommend(application, by=Actor(UUID(int=5), Role.ASSISTANT_REGISTRAR, OFFICE), at=self.at)
        return Application.objects.get(pk=application.pk)

    def awaiting_visit(self) -> Application:
        application = self.recommended()
        by = Actor(UUID(int=6), Role.REGISTRAR, OFFICE)
        make.grant(application, by=by, at=self.at)
        applications.record_payment(make.notice(Bill.objects.get(application=application.pk, kind="P1")), at=self.at)
        return Application.objects.get(pk=application.pk)

    def booked(self, *, centre: str = CENTRE, day: date | None = None) -> tuple[Appointment, str]:
        """An appointment of today, whatever the calendar says, and the visitor's code."""
        application = self.awaiting_visit()
        appointment = make.book(application, centre=centre, at=make.NOON)
        today = bangkok_date(self.at)
        Appointment.objects.filter(pk=appointment.pk).update(day=day or today)
        code = self.world.ask(
            "public",
            "create_checkin",
            token=self.workers[application.pk].token,
            case=application.pk,
            appointment=appointment.pk,
            centre=centre,
            day=(day or today).isoformat(),
        )["code"]
        return Appointment.objects.get(pk=appointment.pk), code

    def __post_init__(self) -> None:
        self.workers: dict[UUID, Person] = {}
        self.filers: dict[UUID, Person] = {}

    def _hand_in(self, draft: Application, by: Actor) -> None:
        definition = make.service().definition
        for document in definition.documents:
            if document.required:
                image = picture(document.id)
                evidence = receive_evidence(
                    case=draft.pk, subject=draft.subject, document=document, name="scan.jpg", content=image,
                    by=by, at=self.at,
                )  # fmt: skip
                keep_pages(evidence, pages=[image], scan="unscanned", at=self.at)

    def _confirm(self, draft: Application, owner: Person) -> None:
        record = list_sections(draft.pk)["worker"].record
        code = self.world.ask("public", "create_invitation", token=owner.token, case=draft.pk, record=record)["code"]
        cookie = secrets.token_urlsafe(32)
        said = make.ANSWERS["worker"]
        ticket = self.world.claim(code, cookie, passport_number=said["passport_number"], birth_date=said["birth_date"])[
            "ticket"
        ]
        worker = self.world.make_passkey(ticket, cookie)
        self.workers[draft.pk] = worker
        by = Actor(worker.account, Role.APPLICANT)
        applications.join_application(application=draft.pk, by=by, at=self.at)
        records = dossier_records(draft)
        begun = self.world.ask("public", "begin_confirmation", token=worker.token, case=draft.pk, records=records)
        asked = self.world.ask("signin", "confirmation", request=begun["request"])
        origin = settings.SITES["signin"]
        assertion = worker.authenticator.get(origin, asked["challenge"], asked["credentials"])
        self.world.ask("signin", "finish_confirmation", request=begun["request"], assertion=assertion)
        joined = Application.objects.get(pk=draft.pk)
        applications.record_confirmation(application=joined, records=records, by=by, at=self.at)

    def _check(self, case: UUID) -> None:
        sections = {name: section.record for name, section in list_sections(case).items()}
        opened = self.world.ask("check", "open_for", case=case, records=sorted(sections.values()))["records"]
        answers = {name: opened[str(record)] for name, record in sections.items()}
        found = run_checks(make.service().definition, answers, documents={}, duplicates=0, today=bangkok_date(self.at))
        applications.complete_checks(application=Application.objects.get(pk=case), found=found, at=self.at)


def picture(label: str) -> bytes:
    """A JPEG that differs from document to document."""
    raw = BytesIO()
    Image.new("RGB", (60, 80), (len(label) * 9, 120, 90)).save(raw, "JPEG")
    return raw.getvalue()


@pytest.fixture(scope="session")
def vault_database(django_db_setup: None) -> Iterator[dict[str, object]]:
    """Taken down before the tests' own database, to which the vault is connected too."""
    name = f"test_vault_sites_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
    end_connections()
    with psycopg.connect(dbname="postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
        init_database(f"dbname={name}")
        yield address(name)
        end_connections()
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def key_store(tmp_path_factory: pytest.TempPathFactory, vault_database: dict[str, object]) -> Store:
    before = datetime.now(UTC) - timedelta(hours=1)
    made = init_store(tmp_path_factory.mktemp("store") / "keys", demo=True, at=before)
    with Database(f"dbname={vault_database['name']}") as database:
        load_officers(made, database, at=before)
    return made


@pytest.fixture(scope="session")
def sleeping_guards() -> Iterator[None]:
    """Rows that other connections see are removed with the guards asleep: some tables refuse it otherwise."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda self: empty_tables())
        # A connection lasts, as it does in life: each new one would read the whole schema again.
        patch.setattr(TransactionTestCase, "_should_reload_connections", lambda self: False)
        yield


EMPTY = """
DO $$
DECLARE place regclass; guard name; guards name[]; filled boolean;
BEGIN
    FOR place IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND pg_relation_size(oid) > 0
        AND relname NOT IN ('casework_allowed_move', 'casework_allowed_task', 'django_migrations')
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', place) INTO filled;
        CONTINUE WHEN NOT filled;
        -- A guard that is always awake and looks at DELETE (the fourth bit).
        guards := ARRAY(SELECT tgname FROM pg_trigger WHERE tgrelid = place AND tgenabled = 'A' AND tgtype & 8 > 0);
        FOREACH guard IN ARRAY guards LOOP
            EXECUTE format('ALTER TABLE %s DISABLE TRIGGER %I', place, guard);
        END LOOP;
        EXECUTE format('DELETE FROM %s', place);
        FOREACH guard IN ARRAY guards LOOP
            EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', place, guard);
        END LOOP;
    END LOOP;
    PERFORM setval(format('%I.%I', schemaname, sequencename), start_value, false)
        FROM pg_sequences WHERE last_value IS NOT NULL;
END $$"""


def empty_tables() -> None:
    """All in one transaction, so that a guard which sleeps is never seen by anybody else.

    Rows are deleted where there are any: TRUNCATE makes new files for each table, 0.15 s each time.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        # Foreign keys and the queue's own triggers do not look on.
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(EMPTY)


@pytest.fixture
def stage(
    sleeping_guards: None,
    transactional_db: None,
    objects: Path,
    key_store: Store,
    vault_database: dict[str, object],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Stage]:
    main = address(str(connection.settings_dict["NAME"]))
    world = World(key_store, {"database": vault_database, "main_database": main}, tmp_path / "vault.sock")
    world.now = datetime.now(UTC)
    calls: list[tuple[str, str, dict[str, Any]]] = []

    def call(self: client.VaultClient, op: str, **args: Any) -> dict[str, Any]:
        calls.append((self.name, op, args))
        try:
            return world.ask(self.name, op, **args)
        except Refused as refusal:
            raise client.VaultRefused(refusal.code) from refusal

    monkeypatch.setattr(client.VaultClient, "call", call)
    monkeypatch.setitem(settings.EWP, "keys", str(key_store.public_keys))
    monkeypatch.setitem(settings.EWP["vault"], "credentials", {name: b64(one) for name, one in CREDENTIALS.items()})
    session.session_key.cache_clear()
    _read_keys.cache_clear()
    yield Stage(world, calls)
    session.session_key.cache_clear()
    _read_keys.cache_clear()
