"""What somebody does who owns the main database: writes any row, past every trigger and privilege."""

import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from psycopg import sql
from psycopg.types.json import Jsonb

from tests.adversary.realm import Realm
from tests.vault.world import Filing
from workpermit.core.ids import uuid7
from workpermit.sealing.assertion import Assertion
from workpermit.sealing.canonical import unb64
from workpermit.sealing.decision import Decision

PATIENCE = 30.0  # seconds for a worker to take a job
TASK_ENDS = ("succeeded", "failed", "cancelled", "aborted")


class Superuser:
    def __init__(self, realm: Realm) -> None:
        self.realm = realm
        self.database = realm.vault.main

    @contextmanager
    def without_triggers(self, table: str) -> Iterator[None]:
        """Guards off, as their owner can, and afterwards as they were."""
        guards = self.database.all(
            "SELECT tgname, tgenabled FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", table
        )
        with self.database.transaction():
            for guard in guards:
                self._alter(table, "DISABLE TRIGGER", guard["tgname"])
            yield
            self.database.run("SET CONSTRAINTS ALL IMMEDIATE")  # a table that waits for its checks cannot be altered
            for guard in guards:
                always = "ENABLE ALWAYS TRIGGER" if guard["tgenabled"] in ("A", b"A") else "ENABLE TRIGGER"
                self._alter(table, always, guard["tgname"])

    def _alter(self, table: str, change: str, trigger: str) -> None:
        words = sql.SQL("ALTER TABLE {} {} {}").format(
            sql.Identifier(table),
            sql.SQL(change),
            sql.Identifier(trigger),
        )
        self.database.connection.execute(words)

    def insert(self, table: str, **columns: Any) -> UUID:
        """Write a row; gives its id. A list or a map becomes JSON."""
        row = {"id": uuid7()} | {name: Jsonb(v) if isinstance(v, list | dict) else v for name, v in columns.items()}
        words = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(sql.Identifier(name) for name in row),
            sql.SQL(", ").join([sql.Placeholder()] * len(row)),
        )
        with self.without_triggers(table):
            self.database.connection.execute(words, list(row.values()))
        id = row["id"]
        assert isinstance(id, UUID)
        return id

    def update(self, table: str, id: UUID, **columns: Any) -> None:
        words = sql.SQL("UPDATE {} SET {} WHERE id = %s").format(
            sql.Identifier(table),
            sql.SQL(", ").join(sql.SQL("{} = %s").format(sql.Identifier(name)) for name in columns),
        )
        with self.without_triggers(table):
            assert self.database.connection.execute(words, [*columns.values(), id]).rowcount == 1

    # The rows of a case

    def application(self, filing: Filing, *, status: str = "identity_confirmed", **columns: Any) -> UUID:
        now = self.realm.now
        worker = filing.worker.account if filing.worker else None
        row = {
            "status": status,
            "status_changed_at": now,
            "number": filing.number,
            "service": "s59_new",
            "service_version": self.version("s59_new"),
            "filing_account": filing.owner.account,
            "worker_account": worker,
            "subject": uuid7(),
            "office": "O-50",
            "province": "50",
            "nationality": "MMR",
            "occupation": "2152",
            "months": 12,
            "extra_documents": [],
            "started_at": now,
            "submitted_at": now,
            "confirmed_at": now,
            "confirmed_records": [str(ref.id) for ref in filing.answers],
            "receipt": "",
        }
        return self.insert("applications_application", id=filing.case, **(row | columns))

    def version(self, service: str) -> UUID:
        """The version of a service that the installation published."""
        row = self.database.one("SELECT id FROM catalogue_serviceversion WHERE service = %s", service)
        assert row is not None
        id = row["id"]
        assert isinstance(id, UUID)
        return id

    def decision(self, application: UUID, raw: bytes, assertion: Assertion, **columns: Any) -> UUID:
        said = json.loads(raw)
        row = {
            "id": UUID(said["decision_id"]),
            "application": application,
            "outcome": "granted",
            "document": raw,
            "client_data": assertion.client_data,
            "authenticator_data": assertion.authenticator_data,
            "signature": assertion.signature,
            "credential_id": assertion.credential_id,
            "reasons": [],
            "terms": UUID(said["terms"]["record"]),
            "decided_by": UUID(said["registrar"]),
            "decided_at": self.realm.now,
        }
        return self.insert("decisions_decision", **(row | columns))

    def paid_bill(self, filing: Filing, notice: str, *, satang: int = 310_000) -> None:
        """A permit fee that is paid, as far as the main database says so."""
        now = self.realm.now
        received = self.insert(
            "fees_banknotice",
            bank_id=f"bank-{secrets.token_hex(8)}",
            raw=notice,
            ref1=filing.number,
            ref2="P1",
            satang=satang,
            received_at=now,
            outcome="matched",
        )
        self.insert(
            "fees_bill",
            status="paid",
            status_changed_at=now,
            application=filing.case,
            kind="P1",
            ref1=filing.number,
            satang=satang,
            billed_at=now,
            due_at=now + timedelta(days=7),
            paid_at=now,
            notice_id=received,
            receipt="",
        )

    def identity(self, filing: Filing) -> None:
        """A visit in which a clerk confirmed the identity, as far as the main database says so."""
        now, visit = self.realm.now, uuid4()
        appointment = self.insert(
            "appointments_appointment",
            status="kept",
            status_changed_at=now,
            application=filing.case,
            subject=uuid7(),
            centre="CMI-SC-M-001",
            day=now.date(),
            hour=10,
            begins_at=now,
            missed_after=now + timedelta(hours=1),
            booked_by=filing.owner.account,
            booked_at=now,
            visit=visit,
        )
        self.insert(
            "identity_identitycheck",
            application=filing.case,
            appointment=appointment,
            visit=visit,
            centre="CMI-SC-M-001",
            outcome="confirmed",
            reason="",
            face="",
            chip="",
            checked_by=uuid4(),
            checked_at=now,
        )

    # The queue

    def queue(self, task: str, record: UUID, queue: str = "document") -> int:
        """Put a job past `casework_defer`, straight into the table."""
        row = self.database.one(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) "
            "VALUES (%s, %s, jsonb_build_object('record', %s::uuid)) RETURNING id",
            queue, task, record,
        )  # fmt: skip
        assert row is not None
        return int(row["id"])

    def wait(self, job: int) -> str:
        """How the job ended; one that went well leaves no row."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            row = self.database.one("SELECT status::text FROM procrastinate_jobs WHERE id = %s", job)
            if row is None:
                return "succeeded"
            if row["status"] in TASK_ENDS:
                return str(row["status"])
            time.sleep(0.1)
        raise AssertionError("no worker took the job")

    def issue(self, application: UUID) -> str:
        return self.wait(self.queue("issue_permit", application))

    # What counts

    def permits(self, case: UUID) -> int:
        """How many permits the vault has signed for a case."""
        row = self.realm.vault.database.one("SELECT count(*) AS n FROM permit WHERE case_id = %s", case)
        assert row is not None
        return int(row["n"])

    def kept(self, case: UUID) -> int:
        row = self.database.one("SELECT count(*) AS n FROM permits_permit WHERE application = %s", case)
        assert row is not None
        return int(row["n"])


def edited(raw: bytes, **changes: Any) -> bytes:
    """The bytes of a decision with some of its facts changed, canonical again."""
    decision = Decision.from_bytes(raw)
    return Decision(**({name: getattr(decision, name) for name in Decision.__dataclass_fields__} | changes)).to_bytes()


def flipped(text: str) -> bytes:
    """One bit of base64url bytes changed."""
    raw = bytearray(unb64(text))
    raw[0] ^= 1
    return bytes(raw)
