"""Signing in as the demonstration's people, through the sites' own pages, once before measuring."""

import json
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

import httpx

from tests.system import System
from workpermit.cli.walk.browser import Browser
from workpermit.sealing.canonical import unb64


def account_of(token: str) -> UUID:
    """The account that a session token names; whoever gets the token verifies it."""
    return UUID(json.loads(unb64(token.split(".")[0]))["account"])


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A person at one site: the session token, and the browser that holds the person's keys."""

    site: str
    token: str
    browser: Browser

    @property
    def account(self) -> UUID:
        """The account that the token names."""
        return account_of(self.token)

    @property
    def cookie(self) -> str:
        """The session alone, as the header `Cookie` carries it; pages in English."""
        return f"wp_{self.site}={self.token}; lang=en"


def sign_in_national(system: System, person: int = 0) -> SignedIn:
    """One of the people of the demonstration's national login, by their place in `run.json`."""
    browser = Browser()
    browser.open(system.site("applicant", "/sign-in/?next=/health/"))
    browser.submit("/national/")
    browser.submit(browser.page.tree.forms[0].get("action"), {"person": system.run["people"][person]["pid"]})
    return SignedIn("applicant", _token(browser, "applicant"), browser)


def form_of(person: SignedIn, address: str) -> tuple[str, str]:
    """Cookies and form token of somebody who is signed in, from a page that has a form."""
    page = person.browser.open(address)
    [token] = {form.fields["csrfmiddlewaretoken"] for form in page.tree.forms if "csrfmiddlewaretoken" in form.fields}
    csrf = person.browser.client.cookies.get("csrftoken", domain=urlsplit(address).hostname)
    return f"{person.cookie}; csrftoken={csrf}", token


def sign_in_staff(system: System, key: str, site: str) -> SignedIn:
    """A member of staff by the passkey that the demonstration's keyring holds; `key` as in `run.json`."""
    browser = Browser()
    for entry in httpx.get(f"{system.run['keyring']}/keys", timeout=10).json()["keys"]:
        if entry["person"] == key:
            browser.keys.load(entry)
    browser.open(system.site(site, "/sign-in/?next=/health/"))
    browser.press_passkey()
    return SignedIn(site, _token(browser, site), browser)


def _token(browser: Browser, site: str) -> str:
    token = browser.client.cookies.get(f"wp_{site}")
    if not token:
        raise RuntimeError(f"signing in at {site} left no session")
    return token
