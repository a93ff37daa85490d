"""A real installation before its first day: officers, and nobody appointed yet."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from tests.cli.office import NOW, Office
from tests.vault.conftest import databases  # noqa: F401
from workpermit.sealing.software_key import Maker
from workpermit.vault.database import Database
from workpermit.vault.file_keys import write_secret
from workpermit.vault.init import init_store, load_officers
from workpermit.vault.schema import init_database


@pytest.fixture
def office(tmp_path: Path, databases: dict[str, Any]) -> Office:  # noqa: F811
    one = Office(tmp_path, databases)
    init_store(one.store.folder, demo=False, at=NOW - timedelta(hours=1))
    init_database(one.dsn)
    with Database(one.dsn) as database:
        load_officers(one.store, database, at=NOW - timedelta(hours=1))
    return one


@pytest.fixture
def maker(office: Office) -> Maker:
    """A maker of security keys whose root the key store trusts."""
    made = Maker.create("A maker of security keys", NOW - timedelta(days=1))
    write_secret(office.store.keys / "attestation" / "maker.pem", made.root.public_bytes(Encoding.PEM))
    return made
