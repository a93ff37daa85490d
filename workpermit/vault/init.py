"""Making a key store: the root, two officers, the vault's own keys, and the public keys for everybody.

The root's and the officers' private keys are made in a folder of their own, which belongs on another machine and
is never read by the vault.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate

from workpermit.core.ids import uuid7
from workpermit.sealing.canonical import b64
from workpermit.sealing.software_key import Maker
from workpermit.sealing.statement import Statement
from workpermit.vault.custody import open_keys, public_map
from workpermit.vault.database import Database
from workpermit.vault.file_keys import write_private, write_secret
from workpermit.vault.keystore import P256_KEYS
from workpermit.vault.power import ROOT
from workpermit.vault.statements import SignedStatement, add_statement, sign_statement

ISSUER = "e-WorkPermitOS"
OFFICER_YEARS = 5
OFFICERS = ("officer-1", "officer-2")


@dataclass(frozen=True, slots=True)
class Store:
    """Where the parts of a key store lie. `authenticator` exists in a demonstration store only."""

    folder: Path

    @property
    def keys(self) -> Path:
        return self.folder / "vault"

    @property
    def officers(self) -> Path:
        return self.folder / "officers"

    @property
    def authenticator(self) -> Path:
        return self.folder / "authenticator"

    @property
    def public_keys(self) -> Path:
        return self.folder / "public-keys.json"

    @property
    def issuer(self) -> str:
        return str(json.loads((self.keys / "store.json").read_text())["issuer"])

    def signers(self) -> dict[str, Ed25519PrivateKey]:
        """Both officers' private keys by the id of the statement that makes them officers."""
        found = {}
        for name in OFFICERS:
            said = json.loads((self.officers / f"{name}.json").read_text())
            found[said["id"]] = _ed25519(self.officers / f"{name}.pem")
        return found

    def officer_statements(self) -> list[SignedStatement]:
        files = [self.officers / f"{name}.json" for name in OFFICERS]
        return [SignedStatement.from_json(json.loads(file.read_text())["statement"]) for file in files]

    def maker(self) -> Maker:
        key = load_pem_private_key((self.authenticator / "maker.pem").read_bytes(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return Maker(load_pem_x509_certificate((self.authenticator / "maker.crt.pem").read_bytes()), key)


def init_store(folder: Path, *, demo: bool, at: datetime, issuer: str = ISSUER) -> Store:
    """Make a new key store with its keys in files. Raises FileExistsError when the folder has one already."""
    store = Store(folder)
    for part in (folder, store.keys, store.keys / "attestation", store.officers):
        part.mkdir(mode=0o700, parents=True, exist_ok=part == folder)
    name = f"{issuer} DEMO" if demo else issuer
    _make_keys(store, name, demo)
    _make_officers(store, name, at)
    if demo:
        _make_maker(store, at)
    publish(store)
    return store


def publish(store: Store) -> None:
    """Write `public-keys.json` for the sites and workers, which read it when they start."""
    said = json.dumps(public_map(open_keys(store.keys, production=False)), indent=1)
    waiting = store.public_keys.with_suffix(".new")
    waiting.write_text(said)
    waiting.replace(store.public_keys)


def rotate_intake(store: Store) -> str:
    """Add a new intake key; records under the older ones still open. Gives the new key's id."""
    path = store.keys / "store.json"
    said = json.loads(path.read_text())
    said["intake"].append(_new_intake(store.keys))
    path.write_text(json.dumps(said))
    publish(store)
    return str(said["intake"][-1])


def load_officers(store: Store, database: Database, *, at: datetime) -> None:
    """Hand the officers' statements, which the root signed, to the vault's database."""
    root = open_keys(store.keys, production=False).root
    for signed in store.officer_statements():
        add_statement(database, signed, root, at=at)


def _make_keys(store: Store, issuer: str, demo: bool) -> None:
    for name in P256_KEYS:
        write_private(store.keys / f"{name}.pem", ec.generate_private_key(ec.SECP256R1()))
    write_private(store.keys / "session.pem", Ed25519PrivateKey.generate())
    write_secret(store.keys / "index.key", secrets.token_bytes(32))
    said = {"driver": "file", "issuer": issuer, "demo": demo, "intake": [_new_intake(store.keys)]}
    write_secret(store.keys / "store.json", json.dumps(said).encode())


def _new_intake(folder: Path) -> str:
    id = b64(secrets.token_bytes(6))
    write_private(folder / f"intake-{id}.pem", X25519PrivateKey.generate())
    return id


def _make_officers(store: Store, issuer: str, at: datetime) -> None:
    root = Ed25519PrivateKey.generate()
    write_private(store.officers / "root.pem", root)
    public = root.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    write_secret(store.keys / "root.pub.pem", public)
    for name in OFFICERS:
        key = Ed25519PrivateKey.generate()
        statement = Statement(
            id=uuid7(),
            kind="officer",
            issuer=issuer,
            subject=name,
            body={"key": b64(key.public_key().public_bytes_raw())},
            valid_from=int(at.timestamp()),
            valid_until=int((at + timedelta(days=365 * OFFICER_YEARS)).timestamp()),
        )
        signed = sign_statement(statement, {ROOT: root})
        write_private(store.officers / f"{name}.pem", key)
        said = {"id": str(statement.id), "statement": signed.to_json()}
        write_secret(store.officers / f"{name}.json", json.dumps(said).encode())


def _make_maker(store: Store, at: datetime) -> None:
    """The demonstration's own maker of authenticators; a real store does not trust it."""
    store.authenticator.mkdir(mode=0o700)
    maker = Maker.create("e-WorkPermitOS DEMO authenticators", at)
    certificate = maker.root.public_bytes(Encoding.PEM)
    write_private(store.authenticator / "maker.pem", maker.key)
    write_secret(store.authenticator / "maker.crt.pem", certificate)
    write_secret(store.keys / "attestation" / "demo.pem", certificate)


def _ed25519(path: Path) -> Ed25519PrivateKey:
    key = load_pem_private_key(path.read_bytes(), None)
    assert isinstance(key, Ed25519PrivateKey)
    return key
