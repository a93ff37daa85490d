"""`workpermit up`: bring one installation up, watch it, and take it down again.

The order is the order of trust: database, key store, tables, catalogue, vault, then whoever asks the vault.
"""

import fcntl
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType

from workpermit.cli.children import (
    cases_child,
    demo_children,
    postgres_child,
    vault_child,
    worker_children,
    zone_children,
)
from workpermit.cli.config_files import write_configs
from workpermit.cli.database import prepare_databases
from workpermit.cli.demo_configs import write_demo_configs
from workpermit.cli.failures import CannotStart, explain
from workpermit.cli.installation import Installation
from workpermit.cli.installing import enrol_people, install_tables, make_key_store, staff
from workpermit.cli.ports import check_ports
from workpermit.cli.postgres import Postgres
from workpermit.cli.processes import Supervisor, stop_strays
from workpermit.cli.run_file import print_overview, write_run_file
from workpermit.cli.secret_store import load_secrets
from workpermit.cli.space import check_space
from workpermit.cli.walk.seed import all_told


class StopRequested(BaseException):
    """Ctrl-C or SIGTERM. Not an error, and nothing may catch it on the way to the end."""


def up(at: Installation, *, quirks: bool = False, cases: bool = False) -> int:
    """Run until asked to stop; returns the exit status. Raises CannotStart."""
    try:
        os.umask(0o077)
        at.folder()
        with _only_one(at), _stop_on_signal():
            return _run(at, quirks=quirks, cases=cases)
    except StopRequested:
        return 0
    except OSError as error:
        raise explain(error) from error


def _run(at: Installation, *, quirks: bool, cases: bool) -> int:
    began = time.monotonic()
    supervisor = Supervisor(at.var, say=_say)
    try:
        _start(at, supervisor, quirks=quirks)
        if cases and not all_told(at.var):
            _say("The demonstration's people are filing their cases; that takes half a minute beside your own work.")
            supervisor.start(cases_child(at))
        _say(f"Ready after {time.monotonic() - began:.1f} seconds. Ctrl-C stops everything.")
        while True:
            supervisor.watch()
            time.sleep(0.25)
    finally:
        _ignore_signals()
        at.run_file.unlink(missing_ok=True)
        if supervisor.children:
            _say("Stopping …")
        supervisor.stop()


def _start(at: Installation, supervisor: Supervisor, *, quirks: bool) -> None:
    postgres = Postgres.find(at.var, at.port("postgres"))
    strays = stop_strays(at.var) + postgres.stop_strays()
    if strays:
        _say("Ended what an earlier start had left running.")
    check_ports(at)
    check_space(at, first=not postgres.is_initialised)
    secrets = load_secrets(at.var / "secrets.json")
    write_configs(at, secrets)
    write_demo_configs(at, secrets, quirks=quirks)

    if not postgres.is_initialised:
        _say("Creating the database cluster …")
        postgres.initialise(secrets.superuser)
    database = postgres_child(at, postgres, secrets)
    supervisor.start(database)
    supervisor.wait_healthy(database)
    prepare_databases(postgres, secrets.superuser, secrets.passwords)

    now = datetime.now(UTC)
    make_key_store(at, now, _say)
    enrol_people(at, now, _say)
    vault = vault_child(at, secrets)
    supervisor.start(vault)
    outside = demo_children(at)
    for child in outside:
        supervisor.start(child)
    install_tables(at, _say)

    inside = [*zone_children(at), *worker_children(at)]
    for child in inside:
        supervisor.start(child)
    for child in [vault, *outside, *inside]:
        supervisor.wait_healthy(child)
    people = staff()
    write_run_file(at, people)
    print_overview(at, people)


@contextmanager
def _only_one(at: Installation) -> Iterator[None]:
    """Hold the lock of this installation; the kernel lets go of it however this process ends."""
    with open(at.var / "lock", "a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            lock.seek(0)
            pid = lock.read().strip() or "?"
            raise CannotStart(
                f"This installation is already running (process {pid}, in {at.var}). Stop it with Ctrl-C or "
                f"`kill {pid}`, or start another one with `make run VAR=/other/folder PORTS=9400`."
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextmanager
def _stop_on_signal() -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        # `make` passes SIGTERM on to what it runs, so it comes twice; the second must not break off the stopping.
        _ignore_signals()
        raise StopRequested

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    yield


def _ignore_signals() -> None:
    """From the first signal on: an impatient second Ctrl-C must not leave half of the processes behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def _say(text: str) -> None:
    print(text, flush=True, file=sys.stdout)
