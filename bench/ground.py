"""What every operation stands on: a running system, its people, its cases, and the limits of the machine."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from bench.people import SignedIn, sign_in_national, sign_in_staff
from tests.system import ROOT, System
from workpermit.cli.installation import OFFSETS
from workpermit.cli.walk.story import Story
from workpermit.sealing.canonical import unb64
from workpermit.sealing.client import VaultClient


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is asked in each of the runs. `seconds` is for what is repeated in one process."""

    warm: int = 60
    submissions: int = 200
    submissions_alone: int = 80
    pages: int = 300
    checks: int = 1000
    opens: int = 400
    decisions: int = 200
    bookings: int = 400
    rush: int = 500  # who want the last places of one hour at the same moment
    last_places: int = 100
    calls: int = 500  # who wait in one hall
    seconds: float = 3.0
    cases: int = 4
    labels: int = 100
    runs: int = 3
    crowd: int = 1_000_000
    sessions: int = 24
    paints: int = 5
    past: int = 100_000


TINY = Sizes(
    warm=2,
    submissions=8,
    submissions_alone=8,
    pages=8,
    checks=8,
    opens=8,
    decisions=4,
    bookings=8,
    rush=12,
    last_places=4,
    calls=24,
    seconds=0.1,
    cases=1,
    labels=10,
    runs=1,
    crowd=1_000,
    sessions=2,
    paints=1,
    past=200,
)  # for the test that a run works


@dataclass
class Ground:
    """One run of the benchmark. Tokens live ten minutes, so people sign in again for each measurement."""

    system: System
    sizes: Sizes = field(default_factory=Sizes)
    clients: int = 8
    say: Callable[[str], None] = print

    # People and processes

    def filer(self, person: int = 0) -> SignedIn:
        """One of the people of the national login."""
        return sign_in_national(self.system, person)

    def officer(self, key: str = "bangkok-registrar", site: str = "registrar") -> SignedIn:
        """A member of the office in Bangkok."""
        return sign_in_staff(self.system, key, site)

    def vault(self, credential: str) -> VaultClient:
        """The vault, asked under one of its credentials as the process would that holds it."""
        secret = self.system.secrets()["credentials"][credential]
        return VaultClient(self.system.var / "run" / "vault.sock", credential, unb64(secret))

    def in_public_zone(self, module: str, *arguments: str) -> str:
        """What a module of this package prints that runs with the public zone's own configuration."""
        return self.in_zone("public", module, *arguments)

    def in_zone(self, zone: str, module: str, *arguments: str) -> str:
        """As `in_public_zone`, for any zone."""
        command = [sys.executable, "-m", module, str(self.system.var / "config" / f"{zone}.json"), *arguments]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{module} failed:\n{done.stderr[-2000:]}")
        return done.stdout

    def drafts(self, count: int, *, person: int = 0) -> list[UUID]:
        """Complete and confirmed drafts of one of the people, known to the vault, ready to be handed in."""
        worker = self.filer(1 if person == 0 else 0).account
        said = self.in_public_zone("bench.prepare", str(count), self.filer(person).token, str(worker))
        return [UUID(line) for line in said.split()]

    # The databases, as their superuser: to look and to count, never to make results

    def connect(self, database: str = "workpermit") -> psycopg.Connection[tuple[Any, ...]]:
        port = int(self.system.run["ports_from"]) + OFFSETS["postgres"]
        password = self.system.secrets()["superuser"]
        return psycopg.connect(
            host="127.0.0.1", port=port, user="postgres", password=password, dbname=database, autocommit=True
        )

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of one query on the main database."""
        with self.connect() as connection:
            return connection.execute(sql.encode(), values).fetchall()

    @contextmanager
    def without_rate_limits(self) -> Iterator[None]:
        """Set the vault's counters of uses per minute back while it is measured.

        A registrar may open 120 times a minute; a few demonstration people stand for hundreds here.
        The counting itself stays, and so does what it costs.
        """
        done = threading.Event()

        def set_back() -> None:
            with self.connect("vault") as connection:
                while not done.wait(0.2):
                    connection.execute("UPDATE use_count SET uses = 1 WHERE uses > 20")

        thread = threading.Thread(target=set_back)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()

    # Cases, made by the walk's own story through the sites

    @cached_property
    def cases(self) -> list[Story]:
        """Filed, confirmed, paid and checked: what lies before an assistant registrar."""
        made = []
        for _ in range(self.sizes.cases):
            story = Story.new(self.system.run, say=lambda _line: None)
            story.file()
            story.pay("F1", "filing fee")
            story.wait(lambda one=story: self.status(case_of(one)) == "in_review")  # type: ignore[misc]
            made.append(story)
        return made

    @cached_property
    def issued(self) -> Story:
        """A case whose permit is issued."""
        story = Story.new(self.system.run, say=lambda _line: None)
        story.tell()
        return story

    def status(self, case: UUID) -> str:
        """Where an application stands."""
        return str(self.rows("SELECT status FROM applications_application WHERE id = %s", [case])[0][0])

    @property
    def public_keys(self) -> Path:
        """The file with the vault's public keys."""
        return Path(self.system.run["public_keys"])


def case_of(story: Story) -> UUID:
    """The application of a story, from its address."""
    return UUID(story.home.rstrip("/").rsplit("/", 1)[-1])
