"""What the public check says of a permit, with and without JavaScript."""

import json
import shutil
import subprocess
import time
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from workpermit.core.ids import new_permit_number
from workpermit.sealing.canonical import b64
from workpermit.sealing.cose import PermitClaims, sign_permit
from workpermit.sealing.jws import sign_jws
from workpermit.sealing.keys import SigningKey, jwk
from workpermit.sites.applicant.views import permits

STATIC = Path(permits.__file__).parents[1] / "static" / "applicant"
NOW = 1_800_000_000
KEY = ec.generate_private_key(ec.SECP256R1())
NUMBER = new_permit_number()


def sign(message: bytes) -> bytes:
    r, s = decode_dss_signature(KEY.sign(message, ec.ECDSA(hashes.SHA256())))
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")


class Keys:
    issuer = "DEMO tests"
    status = SigningKey(b"status", KEY.public_key(), jwk(KEY.public_key()))


def statement(**changes: object) -> str:
    claims = {"iss": Keys.issuer, "sub": NUMBER, "status": "valid", "iat": NOW - 60, "exp": NOW + 60, **changes}
    return sign_jws(claims, algorithm="ES256", kid="x", typ="permit-status+jwt", sign=sign)


def read(monkeypatch: pytest.MonkeyPatch, said: str | None) -> str:
    monkeypatch.setattr(permits, "find_statement", lambda number: said)
    monkeypatch.setattr(permits, "public_keys", Keys)
    return permits.read_status(NUMBER, now=NOW).state


def test_a_fresh_statement_counts(monkeypatch: pytest.MonkeyPatch):
    assert read(monkeypatch, statement()) == "valid"
    assert read(monkeypatch, statement(status="expired")) == "expired"


@pytest.mark.parametrize(
    "changes",
    [{"exp": NOW}, {"sub": new_permit_number()}, {"iss": "Somebody"}, {"status": "fine"}, {"exp": None}],
    ids=["too old", "another permit", "another issuer", "unknown word", "no end"],
)
def test_no_other_statement_says_valid(monkeypatch: pytest.MonkeyPatch, changes: dict[str, object]):
    assert read(monkeypatch, statement(**changes)) == "unconfirmed"


def test_a_changed_statement_says_nothing(monkeypatch: pytest.MonkeyPatch):
    header, payload, signature = statement(status="expired").split(".")
    forged = b64(json.dumps({"iss": Keys.issuer, "sub": NUMBER, "status": "valid", "exp": NOW + 60}).encode())

    assert read(monkeypatch, f"{header}.{forged}.{signature}") == "unconfirmed"


def test_no_statement_is_an_unknown_number(monkeypatch: pytest.MonkeyPatch):
    assert read(monkeypatch, None) == "unknown"


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page's own modules where Node takes them as modules."""
    folder = tmp_path_factory.mktemp("modules")
    (folder / "package.json").write_text('{"type": "module"}')
    for name in ("cbor.js", "cose.js"):
        shutil.copy(STATIC / name, folder / name)
    return folder


def in_browser(modules: Path, credentials: list[str], issuer: str = "DEMO tests") -> list[str]:
    """What the page's code reads from each credential: its number, or `refused`."""
    script = (
        'import { readPermit } from "./cose.js";\n'
        f"const key = {json.dumps(jwk(KEY.public_key()))}, out = [];\n"
        f"for (const one of {json.dumps(credentials)}) {{\n"
        f'  try {{ out.push((await readPermit(one, "{b64(b"permit")}", key, "{issuer}")).number); }}\n'
        '  catch { out.push("refused"); }\n}\nconsole.log(JSON.stringify(out));\n'
    )
    (modules / "run.js").write_text(script)
    done = subprocess.run(["node", "run.js"], cwd=modules, capture_output=True, check=True, timeout=60)
    return list(json.loads(done.stdout))


def credential() -> bytes:
    claims = PermitClaims(
        issuer="DEMO tests",
        number=NUMBER,
        employer="บริษัท ตัวอย่าง จำกัด",
        job="วิศวกร",
        place="กรุงเทพมหานคร",
        valid_from=date(2026, 11, 23),
        valid_until=date(2027, 11, 22),
        issued_at=int(time.time()),
        expires_at=int(time.time()) + 3600,
    )
    return sign_permit(claims, b"permit", sign)


def test_the_browser_reads_what_the_vault_signed(modules: Path):
    assert in_browser(modules, [b64(credential())]) == [NUMBER]


def test_the_browser_refuses_a_permit_with_any_bit_changed(modules: Path):
    genuine = credential()
    changed = [genuine[:n] + bytes([genuine[n] ^ 1 << n % 8]) + genuine[n + 1 :] for n in range(len(genuine))]

    assert set(in_browser(modules, [b64(one) for one in changed])) == {"refused"}


def test_the_browser_refuses_what_is_cut_longer_or_by_another_issuer(modules: Path):
    genuine = credential()

    assert set(in_browser(modules, [b64(genuine[:-1]), b64(genuine + b"\0"), "", "!!"])) == {"refused"}
    assert in_browser(modules, [b64(genuine)], issuer="Another") == ["refused"]
