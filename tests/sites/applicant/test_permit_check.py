"""What the public check says of a permit, with and without JavaScript."""

import json
import shutil
import subprocess
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.permits.signing import KEY, keys, sign, statement
from workpermit.core.ids import new_permit_number
from workpermit.permits.statement import statement_path
from workpermit.sealing.canonical import b64
from workpermit.sealing.cose import PermitClaims, Words, sign_permit
from workpermit.sealing.keys import jwk
from workpermit.sites.applicant.views import permits

STATIC = Path(permits.__file__).parents[1] / "static" / "applicant"
NOW = 1_800_000_000
NUMBER = new_permit_number()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the status statements lie; the vault of these tests is the key in `tests/permits/signing.py`."""
    monkeypatch.setitem(settings.EWP, "statements", str(tmp_path))
    monkeypatch.setattr(permits, "public_keys", keys)
    monkeypatch.setattr(permits, "find_statement", lambda number: "in the table" if number == NUMBER else None)
    return tmp_path


def publish(folder: Path, text: str, number: str = NUMBER) -> None:
    file = folder / statement_path(number)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def fresh(**changes: Any) -> str:
    return statement(**{"number": NUMBER, "iat": NOW - 60, "exp": NOW + 60, **changes})


def state(number: str = NUMBER) -> str:
    return permits.read_status(number, now=NOW).state


def test_a_fresh_statement_counts(folder: Path):
    for word in ("valid", "not_yet_valid", "expired", "replaced"):
        publish(folder, fresh(status=word))

        assert permits.read_status(NUMBER, now=NOW) == permits.Status(word, fresh_text(folder), NOW - 60)


def fresh_text(folder: Path) -> str:
    return (folder / statement_path(NUMBER)).read_text()


@pytest.mark.parametrize(
    "changes",
    [{"exp": NOW}, {"number": new_permit_number()}, {"iss": "Somebody"}, {"status": "fine"}, {"exp": None}],
    ids=["too old", "another permit", "another issuer", "unknown word", "no end"],
)
def test_no_other_statement_says_valid(folder: Path, changes: dict[str, Any]):
    publish(folder, fresh(**changes))

    assert state() == "unconfirmed"


def test_a_changed_statement_says_nothing(folder: Path):
    header, payload, signature = fresh(status="expired").split(".")
    forged = b64(json.dumps({"iss": "tests", "sub": NUMBER, "status": "valid", "iat": NOW, "exp": NOW + 60}).encode())
    publish(folder, f"{header}.{forged}.{signature}")

    assert state() == "unconfirmed"


def test_without_a_file_nothing_is_confirmed_whatever_the_table_says():
    assert state() == "unconfirmed"


def test_a_number_that_was_never_given_is_unknown():
    assert state(new_permit_number()) == "unknown"


def test_what_is_no_number_leads_to_no_file(folder: Path):
    publish(folder, fresh())

    for text in ("", "1", f"../{NUMBER}", f"{NUMBER}/..", NUMBER[:-1] + str((int(NUMBER[-1]) + 1) % 10)):
        assert state(text) == "unknown"


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
        thai=Words("บริษัท ตัวอย่าง จำกัด", "วิศวกร", "สำนักงานใหญ่ กรุงเทพมหานคร"),
        english=Words("Example Co., Ltd.", "Engineers", "Bangkok"),
        valid_from=date(2026, 11, 23),
        valid_until=date(2027, 11, 22),
        issued_at=int(time.time()),
        expires_at=int(time.time()) + 3600,
    )
    return sign_permit(claims, b"permit", sign)


def test_the_browser_reads_what_the_vault_signed(modules: Path):
    assert in_browser(modules, [b64(credential())]) == [NUMBER]


def test_the_browser_reads_both_wordings(modules: Path):
    script = (
        'import { readPermit } from "./cose.js";\n'
        f"const key = {json.dumps(jwk(KEY.public_key()))};\n"
        f'const said = await readPermit("{b64(credential())}", "{b64(b"permit")}", key, "DEMO tests");\n'
        "console.log(JSON.stringify([said.job, said.english, said.en === undefined]));\n"
    )
    (modules / "words.js").write_text(script)

    done = subprocess.run(["node", "words.js"], cwd=modules, capture_output=True, check=True, timeout=60)

    english = {"employer": "Example Co., Ltd.", "job": "Engineers", "place": "Bangkok"}
    assert json.loads(done.stdout) == ["วิศวกร", english, True]


def test_the_browser_refuses_a_permit_with_any_bit_changed(modules: Path):
    genuine = credential()
    changed = [genuine[:n] + bytes([genuine[n] ^ 1 << n % 8]) + genuine[n + 1 :] for n in range(len(genuine))]

    assert set(in_browser(modules, [b64(one) for one in changed])) == {"refused"}


def test_the_browser_refuses_what_is_cut_longer_or_by_another_issuer(modules: Path):
    genuine = credential()

    assert set(in_browser(modules, [b64(genuine[:-1]), b64(genuine + b"\0"), "", "!!"])) == {"refused"}
    assert in_browser(modules, [b64(genuine)], issuer="Another") == ["refused"]
