"""The demonstration's national login is a real OpenID provider, and as odd as the real one when asked to be."""

import base64
import hashlib
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from workpermit.cli.config_files import CLIENT_ID
from workpermit.cli.demo_configs import demo_command, demo_config, login_people
from workpermit.cli.files import write_json
from workpermit.cli.installation import OFFSETS, Installation
from workpermit.cli.secret_store import load_secrets, public_half
from workpermit.core.ids import is_thai_id

VERIFIER = "a-verifier-that-is-long-enough-for-rfc-7636-to-accept-it"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
PERSON = login_people()[0]


def test_people_have_valid_numbers_that_nobody_real_can_have() -> None:
    for person in login_people():
        assert is_thai_id(person["pid"])
        assert person["pid"].startswith("9")  # numbers of people begin with 0 to 8
        assert not person["juristic_id"] or is_thai_id(person["juristic_id"])


@dataclass
class Browser:
    """Follows one sign-in; keeps cookies as a browser does for one host."""

    at: Installation
    secret: str
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, url: str, **more: Any) -> httpx.Response:
        parts = urlsplit(url)
        address = f"http://127.0.0.1:{self.at.port('login')}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        headers = {"host": urlsplit(self.at.demo_sites["login"]).netloc}
        headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = httpx.request(method, address, headers=headers, trust_env=False, **more)
        self.cookies |= dict(answer.cookies.items())
        return answer

    def begin(self, **change: str | None) -> httpx.Response:
        asked = {
            "client_id": CLIENT_ID,
            "redirect_uri": f"{self.at.sites['signin']}/national/callback/",
            "response_type": "code",
            "scope": "openid pid name name_en ial birthdate",
            "state": "a-state",
            "nonce": "a-nonce",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
            **change,
        }
        return self.ask("GET", "/auth?" + urlencode({name: value for name, value in asked.items() if value}))

    def choose(self, pid: str) -> str:
        """Sign in as a person; returns the code."""
        page = self.begin().headers["location"]
        assert self.ask("GET", page).status_code == 200
        back = self.ask("POST", page, data={"person": pid}).headers["location"]
        final = urlsplit(self.ask("GET", back).headers["location"])
        assert f"{final.scheme}://{final.netloc}{final.path}" == f"{self.at.sites['signin']}/national/callback/"
        return parse_qs(final.query)["code"][0]

    def redeem(self, code: str, *, verifier: str = VERIFIER, secret: str | None = None) -> httpx.Response:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": f"{self.at.sites['signin']}/national/callback/",
            "code_verifier": verifier,
        }
        return self.ask("POST", "/token", data=form, auth=(CLIENT_ID, secret or self.secret))


def _free_base() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1]) - OFFSETS["login"]


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "quirks"])
def login(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    at = Installation(tmp_path_factory.mktemp("login"), _free_base())
    config = demo_config("login", at, load_secrets(at.var / "secrets.json"), quirks=request.param)
    write_json(at.config("login"), config)
    process = subprocess.Popen(demo_command("login", at), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + 20
    while True:
        try:
            httpx.get(f"http://127.0.0.1:{at.port('login')}/health", trust_env=False)
            break
        except httpx.TransportError:
            assert time.monotonic() < end
            time.sleep(0.05)
    yield at
    process.terminate()
    assert process.wait(10) == 0


@pytest.fixture
def browser(login: Installation) -> Browser:
    return Browser(login, load_secrets(login.var / "secrets.json").oidc_client_secret)


def _claims(at: Installation, answer: dict[str, Any]) -> dict[str, Any]:
    key = ECKey.import_key(public_half(load_secrets(Path(at.var) / "secrets.json").login_key))
    return dict(jwt.decode(answer["id_token"], key, algorithms=["ES256"]).claims)


def test_signed_token_says_who_it_is(login: Installation, browser: Browser) -> None:
    answer = browser.redeem(browser.choose(PERSON["pid"])).json()

    claims = _claims(login, answer)

    assert {name: claims[name] for name in ("pid", "name", "name_en", "ial", "birthdate")} == {
        name: PERSON[name] for name in ("pid", "name", "name_en", "ial", "birthdate")
    }
    assert (claims["iss"], claims["aud"], claims["nonce"]) == (login.demo_sites["login"], CLIENT_ID, "a-nonce")
    if "pid" in answer:  # quirks: what stands beside the token is somebody else, and not signed
        assert answer["pid"] != PERSON["pid"]


def test_same_person_has_the_same_sub_and_another_person_another(login: Installation, browser: Browser) -> None:
    first, again, other = (
        _claims(login, browser.redeem(browser.choose(pid)).json())["sub"]
        for pid in (PERSON["pid"], PERSON["pid"], login_people()[1]["pid"])
    )

    assert first == again != other
    assert PERSON["pid"] not in first


def test_pkce_is_required(browser: Browser) -> None:
    answer = browser.begin(code_challenge=None, code_challenge_method=None)

    assert "error=invalid_request" in answer.headers["location"]


def test_another_callback_is_refused(browser: Browser) -> None:
    assert browser.begin(redirect_uri="http://evil.localhost:1/").status_code == 400


def test_code_works_only_with_its_verifier_and_secret_and_once(browser: Browser) -> None:
    code = browser.choose(PERSON["pid"])

    assert browser.redeem(code, secret="wrong").status_code == 401
    assert browser.redeem(code, verifier="x" * 50).status_code == 400
    code = browser.choose(PERSON["pid"])
    assert browser.redeem(code).status_code == 200
    assert browser.redeem(code).status_code == 400


def test_unknown_person_is_refused(browser: Browser) -> None:
    page = browser.begin().headers["location"]

    assert browser.ask("POST", page, data={"person": "1234567890121"}).status_code == 400


def test_every_page_says_that_it_is_a_demonstration(browser: Browser) -> None:
    html = browser.ask("GET", browser.begin().headers["location"]).text

    assert "ระบบสาธิต" in html
    assert "Demonstration" in html
