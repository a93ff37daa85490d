"""A person in a real Chromium with a virtual authenticator of its own."""

import base64
import json
import shutil
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, Playwright, ViewportSize

from tests.system import System
from workpermit.sealing.canonical import unb64

QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
FETCH = """
async (address) => {
  const answer = await fetch(address);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return [answer.headers.get("content-type"), btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(""))];
}
"""
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}


# The one without windows costs less than half the work; not every distribution has it.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")


def find_chromium() -> str:
    """The path of the Chromium of this machine."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise RuntimeError("Chromium is not installed: apt-get install chromium")
    return found


@contextmanager
def chromium(playwright: Playwright, *more: str) -> Iterator[Browser]:
    """Debian's Chromium, headless, without a word to the outside; `more` are further words of its command."""
    browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*QUIET, *more, "--no-sandbox"])
    yield browser
    browser.close()


@dataclass(slots=True)
class Person:
    """One browser context and one page in it."""

    system: System
    context: BrowserContext
    page: Page
    devtools: CDPSession
    authenticator: str = ""

    def open(self, site: str, path: str = "/") -> None:
        self.page.goto(self.system.site(site, path))

    def words(self) -> str:
        return " ".join(self.page.inner_text("main").split())

    def new_authenticator(self, **changes: Any) -> None:
        """Another virtual authenticator instead of the one before, empty."""
        if self.authenticator:
            self.devtools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.authenticator})
        made = self.devtools.send("WebAuthn.addVirtualAuthenticator", {"options": authenticator_options(**changes)})
        self.authenticator = made["authenticatorId"]

    def take_keys(self, person: str, **changes: Any) -> None:
        """Put a demonstration person's keys into the virtual authenticator; `changes` are DevTools' own words."""
        for entry in keyring(self.system):
            if entry["person"] != person:
                continue
            self.add_key(
                entry["rp_id"],
                unb64(entry["credential_id"]),
                unb64(entry["user_handle"]),
                unb64(entry["pkcs8"]),
                **changes,
            )

    def add_key(self, rp_id: str, credential_id: bytes, user_handle: bytes, secret: bytes, **changes: Any) -> None:
        """Put a key into the virtual authenticator; `secret` is its PKCS#8."""
        credential: dict[str, Any] = {
            "credentialId": _plain64(credential_id),
            "isResidentCredential": True,
            "rpId": rp_id,
            "privateKey": _plain64(secret),
            "userHandle": _plain64(user_handle),
            "signCount": 0,
        } | changes
        self.devtools.send("WebAuthn.addCredential", {"authenticatorId": self.authenticator, "credential": credential})

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def save(self, ending: str) -> bytes:
        """The PDF that a link of this page leads to."""
        link = self.page.locator(f"main a[href$='{ending}']").first.get_attribute("href")
        kind, content = self.page.evaluate(FETCH, link)
        assert kind == "application/pdf", kind
        return base64.b64decode(content)


@contextmanager
def person(
    browser: Browser,
    system: System,
    *,
    language: str = "en",
    size: ViewportSize | None = None,
    authenticator: bool = True,
) -> Iterator[Person]:
    """A new person, who has never been here; without an authenticator, if so asked."""
    locale = {"th": "th-TH", "en": "en-GB"}.get(language, language)
    context = browser.new_context(
        locale=locale, viewport=size or DESK, timezone_id="Asia/Bangkok", reduced_motion="reduce"
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    made = Person(system, context, page, context.new_cdp_session(page))
    if authenticator:
        made.devtools.send("WebAuthn.enable")
        made.new_authenticator()
    try:
        yield made
    finally:
        context.close()


def authenticator_options(**changes: Any) -> dict[str, Any]:
    return {
        "protocol": "ctap2",
        "ctap2Version": "ctap2_1",
        "transport": "usb",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
        "defaultBackupEligibility": False,
        "defaultBackupState": False,
    } | changes


def keyring(system: System) -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{system.run['keyring']}/keys", timeout=10) as answer:
        found: list[dict[str, Any]] = json.loads(answer.read())["keys"]
    return found


def _plain64(raw: bytes) -> str:
    """DevTools takes ordinary base64."""
    return base64.b64encode(raw).decode()


def read_in(who: Person, language: str) -> None:
    """Choose a language on all sites, as the switch on each page does."""
    names = [address.split("//")[1].split(":")[0] for address in who.system.run["sites"].values()]
    who.context.add_cookies([{"name": "lang", "value": language, "domain": name, "path": "/"} for name in names])
