"""`workpermit vault`: making a key store, reading what gives power, and the officers' commands."""

import argparse
from datetime import UTC, datetime

import psycopg

from workpermit.cli.failures import CannotStart, explain
from workpermit.cli.officer_commands import run_officer_command
from workpermit.sealing.canonical import b64
from workpermit.sealing.refusal import Refused
from workpermit.sealing.statement import Statement
from workpermit.vault.config import Config
from workpermit.vault.custody import open_keys
from workpermit.vault.database import Database
from workpermit.vault.init import Store, init_store, load_officers
from workpermit.vault.keystore import KeyStoreRefused
from workpermit.vault.power import Power
from workpermit.vault.schema import init_database
from workpermit.vault.statements import SignedStatement

SHOWN = ("role", "place", "purpose", "office", "counter")  # parts of a statement, in one line of the list


def run_vault_command(said: argparse.Namespace) -> int:
    """Returns the exit status. Raises CannotStart."""
    try:
        now = datetime.now(UTC)
        if said.task not in ("init", "statements"):
            return run_officer_command(said, now=now)
        config = Config.from_file(said.config)
        if said.task == "init":
            return init(config, demo=said.demo, now=now)
        return list_statements(config)
    except psycopg.OperationalError as error:
        raise CannotStart("The vault's database does not answer. Start it, or put its address right.") from error
    except KeyStoreRefused as error:
        raise CannotStart(str(error)) from error
    except OSError as error:
        raise explain(error) from error


def init(config: Config, *, demo: bool, now: datetime) -> int:
    """Make the root, two officers and the vault's keys; then its tables, with the officers' statements."""
    if config.keys.name != "vault":
        raise CannotStart('The part "keys" of the configuration must name a folder called `vault`.')
    store = Store(config.keys.parent)
    if store.keys.exists():
        raise CannotStart(f"There is a key store in {store.folder} already, and it is never replaced.")
    init_store(store.folder, demo=demo, at=now)
    init_database(config.database)
    with Database(config.database) as database:
        load_officers(store, database, at=now)
    print(f"Key store of {store.issuer!r} made in {store.folder}.")
    print(f"Move {store.officers} to a machine without network: it holds the root's and the officers' private keys.")
    return 0


def list_statements(config: Config) -> int:
    """Print every statement, oldest first; the exit status is 1 when one of them does not count."""
    root = open_keys(config.keys, production=config.production).root
    database = Database(config.database)
    power, wrong = Power(database, root), 0
    for row in database.all("SELECT raw, signatures, added_at FROM statement ORDER BY added_at, id"):
        statement = Statement.from_bytes(row["raw"])
        signed = SignedStatement.from_json({"raw": b64(row["raw"]), "signatures": row["signatures"]})
        counts = _counts(power, signed, row["added_at"])
        wrong += not counts
        print(_line(statement, [by for by, _ in signed.signatures], counts))
    database.close()
    return 1 if wrong else 0


def _counts(power: Power, signed: SignedStatement, at: datetime) -> bool:
    try:
        power.check(signed.raw, signed.signatures, at=at)
    except Refused:
        return False
    return True


def _line(statement: Statement, signers: list[str], counts: bool) -> str:
    shown = {name: value for name, value in statement.body.items() if name in SHOWN}
    days = [datetime.fromtimestamp(at, UTC).date().isoformat() for at in (statement.valid_from, statement.valid_until)]
    said = " ".join(f"{name}={value}" for name, value in shown.items())
    verdict = "counts" if counts else "DOES NOT COUNT"
    signed = f"by {', '.join(signers)}"
    about = f"{statement.id}  {statement.kind:<12} {statement.subject}"
    return f"{verdict}  {about}  {said}  {days[0]}..{days[1]}  {signed}"
