"""What is done once, or after the code has changed: key store, people, tables, catalogue."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from workpermit.catalogue import reading
from workpermit.cli.children import zone_environment
from workpermit.cli.demo_people import COUNTERS, STAFF, describe, enrol, enrol_counters
from workpermit.cli.failures import CannotStart
from workpermit.cli.files import read_json, write_json
from workpermit.cli.installation import ROOT, Installation
from workpermit.sealing.software_key import AAGUID
from workpermit.vault.config import Config
from workpermit.vault.database import Database
from workpermit.vault.enrolment import Officers
from workpermit.vault.init import Store, init_store, load_officers
from workpermit.vault.schema import init_database


def make_key_store(at: Installation, now: datetime, say: Callable[[str], None]) -> None:
    """Make the root, two officers and the vault's keys, unless they are there already."""
    store = at.key_store
    if store.public_keys.exists():
        return
    say("Making the demonstration key store …")
    # Made beside its place and moved there whole: a start that was interrupted leaves no half of a store.
    half = at.var / "keys.new"
    if half.exists():
        shutil.rmtree(half)
    half.mkdir(mode=0o700)
    init_store(half, demo=True, at=now)
    if store.folder.exists():
        store.folder.rmdir()
    half.rename(store.folder)


def enrol_people(at: Installation, now: datetime, say: Callable[[str], None]) -> None:
    """Bring the vault's tables up to date and give the demonstration's people and counters their power, once."""
    dsn = Config.from_file(at.config("vault")).database
    init_database(dsn)
    folder = at.folder("demo", "authenticator")
    with Database(dsn) as database:
        if not ((folder / "keys.json").exists() and _has_statements(database, "role", len(STAFF))):
            _enrol_staff(at, database, folder, now, say)
        # Apart from the people, because an installation may be older than its counters' devices.
        if not ((folder / "devices.json").exists() and _has_statements(database, "device", len(COUNTERS))):
            say("Enrolling the demonstration's counters …")
            write_json(folder / "devices.json", {"devices": enrol_counters(Officers(at.key_store, database, now))})


def _enrol_staff(at: Installation, database: Database, folder: Path, now: datetime, say: Callable[[str], None]) -> None:
    say("Enrolling the demonstration's people …")
    store = at.key_store
    load_officers(store, database, at=now)
    officers = Officers(store, database, now)
    for office in reading.offices().values():
        officers.give_jurisdiction(office.code, list(office.provinces))
    keys = enrol(officers, at.sites)
    write_json(folder / "batch.json", _batch(store, now))
    write_json(folder / "keys.json", {"aaguid": AAGUID.hex(), "keys": keys})


def staff() -> list[dict[str, str]]:
    """The demonstration's staff, as `var/run.json` lists them."""
    return [describe(person) for person in STAFF]


def install_tables(at: Installation, say: Callable[[str], None]) -> None:
    """Migrate and load the catalogue in a process with the owner's login, when the code or the data has changed."""
    digest = _digest()
    stamp = at.var / "installed.json"
    identity = {"code": digest, "cluster": _cluster_id(at)}
    if stamp.exists() and read_json(stamp) == identity:
        return
    say("Preparing tables and catalogue …")
    done = subprocess.run(
        [sys.executable, "-m", "workpermit.cli", "install"],
        cwd=ROOT,
        env={**os.environ, **zone_environment(at, "migrate", "migrate")},
        capture_output=True,
        text=True,
        check=False,
    )
    with at.log("install").open("a") as log:
        log.write(done.stdout + done.stderr)
    if done.returncode:
        said = done.stderr.strip().splitlines()[-12:]
        raise CannotStart("\n  ".join([f"Preparing the tables failed. {at.log('install')} ends:", *said]))
    write_json(stamp, identity)


def install() -> None:
    """Migrate, declare privileges and guards, publish changed services. Runs with EWP_CONFIG of `migrate`."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from workpermit.catalogue.services import load_catalogue
    from workpermit.zones.apply import apply_zones

    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic(), connection.cursor() as cursor:
        apply_zones(cursor)
    load_catalogue(at=datetime.now(UTC))


def _batch(store: Store, now: datetime) -> dict[str, str]:
    """One batch of software authenticators; the maker's own key stays in the store."""
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = store.maker().certify(key.public_key(), now)
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return {"key": pem.decode(), "certificate": certificate.public_bytes(Encoding.PEM).decode()}


def _has_statements(database: Database, kind: str, number: int) -> bool:
    found = database.one("SELECT count(*) AS number FROM statement WHERE kind = %s", kind)
    return found is not None and found["number"] >= number


def _cluster_id(at: Installation) -> str:
    """Tells one cluster from the next, so that a fresh one is never taken for installed."""
    return str((at.var / "postgres" / "PG_VERSION").stat().st_ino)


def _digest() -> str:
    digest = hashlib.sha256()
    for pattern in ("*/migrations/*.py", "*/lifecycle.py", "*/models.py", "zones/*.py", "catalogue/**/*"):
        for path in sorted((ROOT / "workpermit").glob(pattern)):
            if path.is_file() and path.suffix not in (".pyc", ".mo"):
                digest.update(f"{path.relative_to(ROOT)}\0".encode() + _content(path))
    return digest.hexdigest()


def _content(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()
