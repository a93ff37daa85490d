"""The demonstration's authenticator answers only for the pages that ask for a key of its kind to read."""

import base64
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import cbor2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from demo.authenticator.__main__ import Authenticator
from demo.server import Asked
from workpermit.cli.files import write_json
from workpermit.cli.installing import _batch
from workpermit.sealing.software_device import SoftwareDevice
from workpermit.vault.init import Store, init_store

SIGNIN, CENTRE = "http://signin.localhost:8401", "http://centre.localhost:8402"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return init_store(tmp_path_factory.mktemp("keys"), demo=True, at=datetime.now(UTC))


@pytest.fixture
def authenticator(store: Store, tmp_path: Path) -> Authenticator:
    write_json(tmp_path / "batch.json", _batch(store, datetime.now(UTC)))
    write_json(tmp_path / "keys.json", {"aaguid": "", "keys": []})
    write_json(tmp_path / "devices.json", {"devices": [SoftwareDevice("BKK-SC-M-001", "1").to_map()]})
    return Authenticator(tmp_path, [SIGNIN], [CENTRE])


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "==")


def test_attestation_chains_to_the_demonstration_root(authenticator: Authenticator, store: Store) -> None:
    data, digest = b"\x01" * 60, hashlib.sha256(b"client data").digest()

    answer = authenticator.attest(
        Asked("/attest", {}, {}, {"authData": _b64(data), "clientDataHash": _b64(digest)}, "")
    )
    said = json.loads(answer.content)

    leaf = x509.load_der_x509_certificate(_unb64(said["x5c"][0]))
    leaf.verify_directly_issued_by(store.maker().root)
    key = leaf.public_key()
    assert isinstance(key, ec.EllipticCurvePublicKey)
    key.verify(_unb64(said["sig"]), data + digest, ec.ECDSA(hashes.SHA256()))
    whole = cbor2.loads(_unb64(said["attestation_object"]))
    assert (whole["fmt"], whole["authData"]) == ("packed", data)


@pytest.mark.parametrize(
    "body", [None, {}, {"authData": "", "clientDataHash": ""}, {"authData": _b64(b"x" * 60), "clientDataHash": "AA"}]
)
def test_what_is_no_registration_is_refused(authenticator: Authenticator, body: object) -> None:
    assert authenticator.attest(Asked("/attest", {}, {}, body, "")).status == 400


def test_only_our_own_pages_may_read_the_answer(authenticator: Authenticator) -> None:
    ours = authenticator.keys(Asked("/keys", {}, {}, None, SIGNIN))
    other = authenticator.keys(Asked("/keys", {}, {}, None, "http://evil.example"))

    assert ours.headers["access-control-allow-origin"] == SIGNIN
    assert "access-control-allow-origin" not in other.headers


def test_only_the_centres_page_may_read_the_devices(authenticator: Authenticator) -> None:
    for origin, keys, devices in ((SIGNIN, True, False), (CENTRE, False, True)):
        asked = Asked("/", {}, {}, None, origin)
        assert ("access-control-allow-origin" in authenticator.keys(asked).headers) is keys
        assert ("access-control-allow-origin" in authenticator.devices(asked).headers) is devices


def test_the_page_names_the_counters(authenticator: Authenticator) -> None:
    assert "BKK-SC-M-001" in authenticator.show(Asked("/", {}, {}, None, "")).content.decode()
