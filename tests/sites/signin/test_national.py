"""The national login: state, PKCE and nonce; only the signed token counts."""

import base64
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.sites.signin.flow import Browser, form_of
from tests.vault.world import id_token
from workpermit.sealing.canonical import s256
from workpermit.sites.signin import national

pytestmark = pytest.mark.django_db
ISSUER = "http://login.localhost:8411"


class Provider:
    """A national login that answers as its standard says, or as the test wants."""

    def __init__(self):
        self.exchanges = []
        self.beside_the_token = {}
        self.away = False
        self.subject = "person-1"
        self.nonce = ""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if self.away:
            raise httpx.ConnectError("refused")
        if request.url.path == "/.well-known/openid-configuration":
            known = {"issuer": ISSUER, "authorization_endpoint": f"{ISSUER}/auth", "token_endpoint": f"{ISSUER}/token"}
            return httpx.Response(200, json=known)
        self.exchanges.append((request.headers, parse_qs(request.content.decode())))
        token = id_token(self.nonce, subject=self.subject)
        return httpx.Response(200, json={"id_token": token, "access_token": "x", **self.beside_the_token})


@pytest.fixture
def provider(monkeypatch, settings):
    one = Provider()
    said = {"issuer": ISSUER, "client_id": "e-workpermitos", "client_secret": "hidden"}
    monkeypatch.setitem(settings.EWP, "oidc", said)
    monkeypatch.setattr(national, "outgoing", lambda: httpx.Client(transport=httpx.MockTransport(one)))
    national.discover.cache_clear()
    yield one
    national.discover.cache_clear()


def begin(one: Browser, path: str = "/whoami/") -> dict[str, str]:
    """Press the button; answers what the browser carries to the national login."""
    page = one.follow(f"http://applicant.localhost:8400{path}").content.decode()
    form = page[page.index('action="/national/"') :]
    said = {name: form.split(f'name="{name}" value="')[1].split('"')[0] for name in ("site", "pre", "next")}
    answer = one.at("signin").post("/national/", said)
    assert answer.headers["Location"].startswith(f"{ISSUER}/auth?")
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}


def come_back(one: Browser, provider: Provider, asked: dict[str, str], **changes: str):
    provider.nonce = provider.nonce or asked["nonce"]
    return one.at("signin").get("/national/callback/", {"code": "abc", "state": asked["state"], **changes})


def test_an_employer_signs_in_with_the_national_login(vault_here, provider):
    one = Browser()

    answer = come_back(one, provider, begin(one))

    said = one.follow(answer.headers["Location"]).json()
    assert said["role"] == "applicant"


def test_the_same_person_comes_back_to_the_same_account(vault_here, provider):
    accounts = set()
    for _ in range(2):
        one, provider.nonce = Browser(), ""
        answer = come_back(one, provider, begin(one))
        accounts.add(one.follow(answer.headers["Location"]).json()["account"])

    assert len(accounts) == 1


def test_what_is_asked_is_bound_to_this_browser_and_this_attempt(vault_here, provider):
    one = Browser()

    asked = begin(one)
    come_back(one, provider, asked)

    headers, form = provider.exchanges[0]
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert asked["code_challenge"] == s256(form["code_verifier"][0])
    assert form["redirect_uri"] == [asked["redirect_uri"]] == ["http://signin.localhost:8401/national/callback/"]
    assert headers["authorization"] == "Basic " + base64.b64encode(b"e-workpermitos:hidden").decode()


def test_names_beside_the_token_are_not_looked_at(vault_here, provider):
    first, second = Browser(), Browser()
    one = first.follow(come_back(first, provider, begin(first)).headers["Location"]).json()
    provider.nonce, provider.beside_the_token = "", {"pid": "9999999999994", "sub": "somebody-else", "name": "x"}

    two = second.follow(come_back(second, provider, begin(second)).headers["Location"]).json()

    assert one["account"] == two["account"]


def test_a_token_for_another_attempt_is_refused(vault_here, provider):
    one = Browser()
    provider.nonce = "another"

    answer = come_back(one, provider, begin(one))

    assert answer.status_code == 409
    assert "This signature was made for another question." in answer.content.decode()


def test_another_state_is_refused_before_anything_is_exchanged(vault_here, provider):
    one = Browser()
    asked = begin(one)

    for state in ("", "x" * 43, asked["state"][:12] + "x" * 31):
        answer = come_back(one, provider, asked, state=state)
        assert answer.status_code == 400
        assert "This browser did not begin this sign-in" in answer.content.decode()
    assert provider.exchanges == []


def test_another_browser_cannot_come_back_in_place_of_this_one(vault_here, provider):
    answer = come_back(Browser(), provider, begin(Browser()))

    assert answer.status_code == 400
    assert provider.exchanges == []


def test_two_tabs_do_not_spoil_each_other(vault_here, provider):
    one = Browser()
    first, second = begin(one), begin(one)

    assert come_back(one, provider, first).status_code == 302
    provider.nonce = ""
    assert come_back(one, provider, second).status_code == 302


def test_cancelling_leads_to_a_page_that_says_so(vault_here, provider):
    one = Browser()
    asked = begin(one)

    answer = one.at("signin").get("/national/callback/", {"error": "access_denied", "state": asked["state"]})

    assert "You cancelled at the national login." in answer.content.decode()
    assert 'href="http://applicant.localhost:8400/sign-in/?next=%2Fwhoami%2F"' in answer.content.decode()


def test_a_provider_that_is_away_is_named(vault_here, provider):
    one = Browser()
    asked = begin(one)
    provider.away = True

    answer = come_back(one, provider, asked)

    assert answer.status_code == 503
    assert "The national login is not answering." in answer.content.decode()


def test_staff_cannot_come_in_by_the_national_login(vault_here, provider):
    one = Browser()
    page = one.follow("http://registrar.localhost:8401/whoami/")
    said = {"site": "registrar", "pre": "abc", "next": form_of(page)[1]["next"]}
    answer = one.at("signin").post("/national/", said)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}

    answer = come_back(one, provider, asked)

    assert answer.status_code == 403


def test_an_issuer_that_names_itself_otherwise_is_not_used(provider, monkeypatch):
    def impostor(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"issuer": "http://evil", "authorization_endpoint": "a", "token_endpoint": "b"})

    monkeypatch.setattr(national, "outgoing", lambda: httpx.Client(transport=httpx.MockTransport(impostor)))

    with pytest.raises(national.ProviderAway):
        national.discover(ISSUER)
