"""`python -m demo.authenticator CONFIG`: the keyring as an interface for the sites' pages and for programs.

CONFIG is a JSON file: `{port, folder, fonts, origins, counters}`; the folder holds what `workpermit up` wrote there:
`keys.json` `{aaguid, keys: [...]}`, `devices.json` `{devices: [...]}` and `batch.json` `{key, certificate}` (PEM).
`origins` are the sites whose pages use keys of people, `counters` those whose pages use devices. Binary is base64url.

- `GET /keys` answers keys.json: each key with its person, role, site and PKCS#8.
- `GET /devices` answers devices.json: the device of each demonstration counter, with its private key as a JWK.
- `POST /attest` `{authData, clientDataHash}` answers `{alg, sig, x5c, attestation_object}` (WebAuthn section 8.2).
"""

import base64
import binascii
import json
import sys
from html import escape
from pathlib import Path
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate

from demo.server import Answer, Asked, Route, as_json, page, serve

ES256 = -7
SHORTEST_DATA = 37  # bytes: hash of the site's name, flags, counter (WebAuthn section 6.1)


class Authenticator:
    def __init__(self, folder: Path, origins: list[str], counters: list[str]) -> None:
        self.origins, self.counters = origins, counters
        self.keyring: dict[str, Any] = json.loads((folder / "keys.json").read_text())
        self.devices_here: dict[str, Any] = json.loads((folder / "devices.json").read_text())
        batch = json.loads((folder / "batch.json").read_text())
        key = load_pem_private_key(batch["key"].encode(), None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        self.key = key
        self.certificate = load_pem_x509_certificate(batch["certificate"].encode()).public_bytes(Encoding.DER)

    def show(self, asked: Asked) -> Answer:
        rows = "".join(_row(key) for key in self.keyring["keys"])
        counters = "".join(_counter(device) for device in self.devices_here["devices"])
        body = f"""<p>หน้าเข้าสู่ระบบและหน้าลงนามจะเสนอกุญแจเหล่านี้ให้เลือกในโหมดสาธิต
<span class="about" lang="en">In demonstration mode the sign-in and signing pages offer these keys.</span></p>
<ul class="mails">{rows}</ul>
<h2>อุปกรณ์ประจำเคาน์เตอร์ <small lang="en">Counters' devices</small></h2>
<ul class="mails">{counters}</ul>"""
        mark = ("พวงกุญแจสาธิต", "Demonstration keyring")
        return page("กุญแจของบุคคลสมมุติ", "Keys of fictional people", *mark, body)

    def keys(self, asked: Asked) -> Answer:
        return as_json(self.keyring, headers=_allow(asked, self.origins))

    def devices(self, asked: Asked) -> Answer:
        return as_json(self.devices_here, headers=_allow(asked, self.counters))

    def attest(self, asked: Asked) -> Answer:
        """Sign for a key that a page has made, as the maker of a real authenticator does in the factory."""
        if not isinstance(asked.body, dict):
            return as_json({"error": "not_json"}, 400, _allow(asked, self.origins))
        try:
            data, digest = _unb64(asked.body.get("authData")), _unb64(asked.body.get("clientDataHash"))
        except ValueError as error:
            return as_json({"error": str(error)}, 400, _allow(asked, self.origins))
        if len(data) <= SHORTEST_DATA or len(digest) != hashes.SHA256.digest_size:
            return as_json({"error": "bad_length"}, 400, _allow(asked, self.origins))
        signature = self.key.sign(data + digest, ec.ECDSA(hashes.SHA256()))
        statement = {"alg": ES256, "sig": signature, "x5c": [self.certificate]}
        whole = cbor2.dumps({"fmt": "packed", "attStmt": statement, "authData": data})
        said = {
            "alg": ES256,
            "sig": _b64(signature),
            "x5c": [_b64(self.certificate)],
            "attestation_object": _b64(whole),
        }
        return as_json(said, headers=_allow(asked, self.origins))

    def preflight(self, asked: Asked) -> Answer:
        asks = {"access-control-allow-methods": "GET, POST", "access-control-allow-headers": "content-type"}
        return Answer(204, "text/plain", b"", {**_allow(asked, self.origins), **asks})


def _allow(asked: Asked, origins: list[str]) -> dict[str, str]:
    """Only pages of these sites may read an answer (Fetch standard, CORS)."""
    allowed = {"access-control-allow-origin": asked.origin} if asked.origin in origins else {}
    return {"vary": "Origin", **allowed}


def _row(key: dict[str, Any]) -> str:
    purpose = {"login": "เข้าสู่ระบบ · sign in", "decision": "ลงนามคำสั่ง · sign decisions"}[key["purpose"]]
    return f"""<li><span class="who">{escape(key["name"])} <span lang="en">{escape(key["name_en"])}</span></span>
<span class="about">{escape(key["title"])} <span lang="en">{escape(key["title_en"])}</span></span>
<span class="about">{purpose} · <span class="num">{escape(key["origin"])}</span></span></li>"""


def _counter(device: dict[str, Any]) -> str:
    counter = escape(device["counter"])
    return f"""<li><span class="who num">{escape(device["centre"])}</span>
<span class="about">เคาน์เตอร์ {counter} <span lang="en">counter {counter}</span></span></li>"""


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _unb64(text: Any) -> bytes:
    """Raises ValueError with `not_base64url`."""
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (TypeError, binascii.Error) as error:
        raise ValueError("not_base64url") from error


def routes(authenticator: Authenticator) -> dict[tuple[str, str], Route]:
    return {
        ("GET", "/"): authenticator.show,
        ("GET", "/keys"): authenticator.keys,
        ("GET", "/devices"): authenticator.devices,
        ("POST", "/attest"): authenticator.attest,
        ("OPTIONS", "/keys"): authenticator.preflight,
        ("OPTIONS", "/attest"): authenticator.preflight,
    }


def main() -> None:
    config = json.loads(Path(sys.argv[1]).read_text())
    authenticator = Authenticator(Path(config["folder"]), config["origins"], config["counters"])
    serve(config["port"], config["fonts"], routes(authenticator))


if __name__ == "__main__":
    main()
