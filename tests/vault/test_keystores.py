"""Key custody: in files for development, in a hardware module otherwise; the same behaviour."""

import json
import secrets
import subprocess
from pathlib import Path

import pkcs11
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from tests.vault.test_server import Running
from tests.vault.world import NOW, configuration
from workpermit.sealing.keys import PublicKeys
from workpermit.vault.custody import open_keys, public_map
from workpermit.vault.file_keys import FileKeys
from workpermit.vault.init import init_store, publish, rotate_intake
from workpermit.vault.keystore import P256_KEYS, KeyStoreRefused
from workpermit.vault.pkcs11_keys import Pkcs11Keys, make_token_keys, wrap_secret

SOFTHSM = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "1234"


@pytest.fixture
def store(tmp_path: Path):
    return init_store(tmp_path / "keys", demo=True, at=NOW)


@pytest.fixture(scope="module")
def token_folder(tmp_path_factory) -> Path:
    """A SoftHSM token with the vault's keys, and the folder that a vault would read."""
    folder = tmp_path_factory.mktemp("hsm")
    (folder / "tokens").mkdir()
    (folder / "softhsm2.conf").write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    patch = pytest.MonkeyPatch()
    patch.setenv("SOFTHSM2_CONF", str(folder / "softhsm2.conf"))
    subprocess.run(
        ["softhsm2-util", "--init-token", "--free", "--label", "vault-DEMO", "--pin", PIN, "--so-pin", "5678"],
        check=True,
        capture_output=True,
    )
    store = init_store(folder / "keys", demo=True, at=NOW)
    token = pkcs11.lib(SOFTHSM).get_token(token_label="vault-DEMO")
    make_token_keys(token, PIN)
    move_to_token(store.keys, token)
    yield store.keys
    patch.undo()


def move_to_token(folder: Path, token: pkcs11.Token) -> None:
    said = json.loads((folder / "store.json").read_text())
    keys = FileKeys(folder, production=False)
    secrets_by_name = {f"intake-{id}": key.private_bytes_raw() for id, key in keys.unwrap_intake().items()}
    secrets_by_name |= {"session": secrets.token_bytes(32), "index": secrets.token_bytes(32)}
    for name, raw in secrets_by_name.items():
        wrap_secret(token, PIN, folder / f"{name}.wrapped", raw)
    for path in [*folder.glob("*.key"), *[folder / f"{name}.pem" for name in (*P256_KEYS, "session")]]:
        path.unlink()
    (folder / "pin").write_text(PIN)
    said |= {"driver": "pkcs11", "module": SOFTHSM, "token": "vault-DEMO"}
    (folder / "store.json").write_text(json.dumps(said))


@pytest.fixture
def token_keys(token_folder: Path):
    keys = open_keys(token_folder, production=False)
    assert isinstance(keys, Pkcs11Keys)
    yield keys
    keys.close()


def check_signatures(keys) -> None:
    for name in P256_KEYS:
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), keys.public(name))
        signature = keys.sign(name, b"message")
        der = encode_dss_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
        public.verify(der, b"message", ec.ECDSA(hashes.SHA256()))
    Ed25519PublicKey.from_public_bytes(keys.public("session")).verify(keys.sign("session", b"message"), b"message")


def test_keys_in_files_sign(store):
    check_signatures(open_keys(store.keys, production=False))


def test_keys_in_a_module_sign(token_keys):
    check_signatures(token_keys)


def test_the_module_unwraps_intake_and_index_keys(token_keys):
    [private] = token_keys.unwrap_intake().values()

    assert isinstance(private, X25519PrivateKey)
    assert token_keys.hmac("worker", b"x") == token_keys.hmac("worker", b"x") != token_keys.hmac("national", b"x")
    assert PublicKeys.from_map(public_map(token_keys)).demo


@pytest.mark.parametrize("label", ["wrap", *P256_KEYS])
def test_the_modules_own_keys_cannot_be_read(token_keys, label):
    kind = pkcs11.ObjectClass.SECRET_KEY if label == "wrap" else pkcs11.ObjectClass.PRIVATE_KEY
    key = token_keys._session_with_token.get_key(label=label, object_class=kind)

    with pytest.raises(pkcs11.exceptions.AttributeSensitive):
        key[pkcs11.Attribute.VALUE]


def test_a_wrapped_key_is_not_the_key(token_folder, token_keys):
    [(id, private)] = token_keys.unwrap_intake().items()

    assert private.private_bytes_raw() not in (token_folder / f"intake-{id}.wrapped").read_bytes()


def test_demonstration_is_a_property_of_the_token(token_folder):
    """Whoever rewrites the file cannot make a demonstration real: the label belongs to the token."""
    file = token_folder / "store.json"
    before = file.read_text()
    file.write_text(json.dumps(json.loads(before) | {"demo": False, "issuer": "e-WorkPermitOS"}))
    try:
        with pytest.raises(KeyStoreRefused, match="DEMO"):
            open_keys(token_folder, production=False)
    finally:
        file.write_text(before)


def test_production_refuses_keys_in_files(store):
    with pytest.raises(KeyStoreRefused, match="hardware module"):
        open_keys(store.keys, production=True)


def test_production_refuses_a_demonstration_token(token_folder):
    with pytest.raises(KeyStoreRefused, match="demonstration"):
        open_keys(token_folder, production=True)


def test_files_open_to_others_are_refused(store):
    (store.keys / "permit.pem").chmod(0o640)

    with pytest.raises(KeyStoreRefused, match=r"permit\.pem"):
        open_keys(store.keys, production=False)


def test_no_store_is_a_clear_sentence(tmp_path):
    with pytest.raises(KeyStoreRefused, match="vault init"):
        open_keys(tmp_path, production=False)


def test_everything_in_a_new_store_is_private(store):
    for path in [
        store.keys,
        store.officers,
        store.authenticator,
        *store.folder.rglob("*.pem"),
        store.keys / "index.key",
    ]:
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_store_is_never_overwritten(store):
    with pytest.raises(FileExistsError):
        init_store(store.folder, demo=True, at=NOW)


def test_every_installation_has_its_own_secrets(store, tmp_path):
    other = init_store(tmp_path / "other", demo=True, at=NOW)

    assert open_keys(store.keys, production=False).public("permit") != open_keys(other.keys, production=False).public(
        "permit"
    )


def test_a_real_store_trusts_no_demonstration_authenticator(tmp_path):
    real = init_store(tmp_path / "real", demo=False, at=NOW)
    keys = open_keys(real.keys, production=False)

    assert keys.attestation_roots == ()
    assert "DEMO" not in keys.issuer
    assert not real.authenticator.exists()


def test_a_demonstration_store_cannot_take_a_real_name(store):
    file = store.keys / "store.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"issuer": "e-WorkPermitOS"}))

    with pytest.raises(KeyStoreRefused, match="DEMO"):
        open_keys(store.keys, production=False)


def test_after_rotation_new_records_use_the_new_key_and_old_ones_still_open(store):
    before = PublicKeys.from_file(store.public_keys).intake.id

    after = rotate_intake(store)

    assert PublicKeys.from_file(store.public_keys).intake.id == after != before
    assert set(open_keys(store.keys, production=False).unwrap_intake()) == {before, after}


def test_publishing_again_changes_nothing(store):
    before = store.public_keys.read_text()

    publish(store)

    assert store.public_keys.read_text() == before


def test_the_service_runs_on_a_hardware_module(token_folder, databases, tmp_path):
    """Each process opens the module after its fork, as PKCS#11 demands."""
    one = Running(tmp_path, configuration(databases, token_folder, tmp_path / "vault.sock"))
    try:
        for _ in range(6):
            said = one.client().public_keys()
            assert said["demo"] is True
    finally:
        assert one.stop() == 0
