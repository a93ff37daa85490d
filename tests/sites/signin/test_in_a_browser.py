"""The passkey scripts in a real browser, with a virtual authenticator and with the demonstration's own."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import cbor2
import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import BrowserContext, Page, Playwright, Route, expect

from tests.journeys.browser import find_chromium
from tests.vault.world import SITES
from workpermit.core.actors import Role
from workpermit.sealing.canonical import b64, s256, unb64
from workpermit.vault.demo import enrol_demo_person

pytestmark = pytest.mark.django_db
AUTHENTICATOR = "http://authenticator.localhost:8414"
AXE = Path(__file__).parents[3] / "node_modules" / "axe-core" / "axe.min.js"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
VIRTUAL = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        """A test's output is its result."""


@pytest.fixture
def port(vault_here) -> Iterator[int]:
    """All sites on one port of this machine; the browser is told that their names live there."""
    server = make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), Threads, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture
def chromium(port: int, playwright: Playwright) -> Iterator[BrowserContext]:
    names = ",".join(f"MAP {address.split('//')[1]} 127.0.0.1:{port}" for address in SITES.values())
    started = playwright.chromium.launch(
        executable_path=find_chromium(), args=["--no-sandbox", f"--host-resolver-rules={names}"]
    )
    context = started.new_context(locale="en-GB")
    yield context
    started.close()


@pytest.fixture
def page(chromium: BrowserContext) -> Iterator[Page]:
    """A page on which every fault of a script, and everything that the policy forbids, fails the test."""
    one, faults = chromium.new_page(), []
    one.on("pageerror", lambda error: faults.append(str(error)))
    one.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    yield one
    assert faults == []


def add_authenticator(page: Page, **changes: object) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL | changes})


def lend_keyring(page: Page, keys: list[dict[str, object]]) -> None:
    """The demonstration's keyring, as `demo/authenticator` answers."""

    def answer(route: Route) -> None:
        said: dict[str, object] = {"aaguid": "00" * 16, "keys": keys}
        if route.request.url.endswith("/attest"):
            asked = json.loads(route.request.post_data or "{}")
            whole = {"fmt": "none", "attStmt": {}, "authData": unb64(asked["authData"])}
            said = {"attestation_object": b64(cbor2.dumps(whole))}
        headers = {"access-control-allow-origin": "*", "access-control-allow-headers": "content-type"}
        route.fulfill(json=said, headers=headers)

    page.route(f"{AUTHENTICATOR}/*", answer)


def ticket(world) -> tuple[str, str]:
    """(a ticket to make a passkey, the applicant site's secret that it is bound to)."""
    filing, cookie = world.filing(confirm=False), "c" * 43
    return world.claim(world.invite(filing), cookie)["ticket"], cookie


def go_to_new_passkey(page: Page, world) -> None:
    given, cookie = ticket(world)
    page.context.add_cookies([{"name": "wp_pre_applicant", "value": cookie, "url": SITES["applicant"]}])
    page.goto(f"{SITES['signin']}/passkeys/new/?ticket={given}&site=applicant&next=/plain/")


def test_a_worker_makes_a_passkey_and_signs_in_with_it(page, vault_here):
    lend_keyring(page, [])
    add_authenticator(page)

    go_to_new_passkey(page, vault_here)
    page.get_by_role("button", name="Make a passkey on this device").click()
    page.wait_for_url(f"{SITES['applicant']}/plain/")
    page.goto(f"{SITES['signin']}/?site=applicant&pre={s256('d' * 43)}&next=/plain/")
    page.context.add_cookies([{"name": "wp_pre_applicant", "value": "d" * 43, "url": SITES["applicant"]}])
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"{SITES['applicant']}/plain/")

    assert "wp_applicant" in {cookie["name"] for cookie in page.context.cookies(SITES["applicant"])}


def test_without_a_matching_passkey_the_page_says_so(page, vault_here):
    lend_keyring(page, [])
    add_authenticator(page, isUserVerified=False)

    page.goto(f"{SITES['signin']}/?site=applicant&pre={s256('d' * 43)}&next=/plain/")
    page.get_by_role("button", name="Sign in with a passkey").click()

    expect(page.get_by_role("alert")).to_contain_text("Nothing happened")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_enabled()


def test_a_demonstration_registrar_signs_in_with_a_key_of_the_keyring(page, vault_here):
    account = vault_here.staff(Role.REGISTRAR, "O-50").account
    entries = enrol_demo_person(
        vault_here.officers(), account=account, person="r", role=Role.REGISTRAR, place="O-50", sites=SITES
    )
    names = {"name": "นายทดสอบ", "name_en": "Mr Test", "title": "นายทะเบียน", "title_en": "Registrar"}
    lend_keyring(page, [entry | names for entry in entries])

    page.goto(f"{SITES['registrar']}/whoami/")
    expect(page.get_by_label("Sign as").locator("option")).to_have_text(["Mr Test · Registrar"])
    page.get_by_role("button", name="Use the demonstration key").click()
    page.wait_for_url(f"{SITES['registrar']}/whoami/")


def test_a_demonstration_key_is_made_in_the_browser_and_confirms(page, vault_here):
    world = vault_here
    lend_keyring(page, [])
    filing, cookie = world.filing(confirm=False), "c" * 43
    given = world.claim(world.invite(filing), cookie)["ticket"]
    page.context.add_cookies([{"name": "wp_pre_applicant", "value": cookie, "url": SITES["applicant"]}])

    page.goto(f"{SITES['signin']}/passkeys/new/?ticket={given}&site=applicant&next=/plain/")
    page.get_by_role("button", name="Make a demonstration key").click()
    page.wait_for_url(f"{SITES['applicant']}/plain/")
    [token] = [one["value"] for one in page.context.cookies(SITES["applicant"]) if one["name"] == "wp_applicant"]
    records = [ref.id for ref in filing.answers]
    begun = world.ask("public", "begin_confirmation", token=token, case=filing.case, records=records)
    page.goto(f"{SITES['signin']}/confirm/{begun['request']}/?next=/plain/%3Fdone")
    expect(page.locator("[data-fact=count]")).to_have_text("2")
    page.get_by_role("button", name="Use the demonstration key").click()
    page.wait_for_url(f"{SITES['applicant']}/plain/?done")

    assert world.ask("public", "confirmed", case=filing.case)["root"]


def test_a_worker_confirms_with_a_passkey_of_the_device(page, vault_here):
    world = vault_here
    lend_keyring(page, [])
    add_authenticator(page)
    filing, cookie = world.filing(confirm=False), "c" * 43
    given = world.claim(world.invite(filing), cookie)["ticket"]
    page.context.add_cookies([{"name": "wp_pre_applicant", "value": cookie, "url": SITES["applicant"]}])
    page.goto(f"{SITES['signin']}/passkeys/new/?ticket={given}&site=applicant&next=/plain/")
    page.get_by_role("button", name="Make a passkey on this device").click()
    page.wait_for_url(f"{SITES['applicant']}/plain/")
    [token] = [one["value"] for one in page.context.cookies(SITES["applicant"]) if one["name"] == "wp_applicant"]
    records = [ref.id for ref in filing.answers]
    begun = world.ask("public", "begin_confirmation", token=token, case=filing.case, records=records)

    page.goto(f"{SITES['signin']}/confirm/{begun['request']}/?next=/plain/%3Fdone")
    page.get_by_role("button", name="Confirm and sign").click()
    page.wait_for_url(f"{SITES['applicant']}/plain/?done")

    assert world.ask("public", "confirmed", case=filing.case)["root"]


def test_a_confirmation_that_is_over_says_so(page, vault_here):
    lend_keyring(page, [])

    page.goto(f"{SITES['signin']}/confirm/0190c0de-0000-7000-8000-000000000001/?next=/plain/")

    expect(page.get_by_role("alert")).to_contain_text("We found nothing of yours at this address.")


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?site=applicant&pre=abc&next=/",
        "/?site=centre&pre=abc&next=/",
        "/code/?site=applicant&pre=abc&next=/",
        "/nothing/",
    ],
)
def test_pages_are_accessible_and_fit_a_phone(page, language, path):
    lend_keyring(page, [])
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{SITES['signin']}/language/?to={language}&next=/")
    page.goto(f"{SITES['signin']}{path}", wait_until="networkidle")

    expect_accessible(page, language)


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_page_for_the_code_is_accessible_and_fits_a_phone(page, language, monkeypatch):
    # The server's thread commits by itself, and a job would outlive this test.
    monkeypatch.setattr("workpermit.sites.signin.email_code.queue_code", lambda request: None)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{SITES['signin']}/language/?to={language}&next=/")
    page.goto(f"{SITES['signin']}/code/?site=applicant&pre=abc&next=/")
    page.locator("#email").fill(f"{language}@example.org")
    page.locator("main button").click()
    page.wait_for_url(f"{SITES['signin']}/code/enter/")
    expect_accessible(page, language)

    page.locator("#code").fill("12345678")
    page.locator("main button").first.click()

    expect(page.get_by_role("alert")).to_be_visible()
    expect_accessible(page, language)


def expect_accessible(page, language):
    page.evaluate(AXE.read_text())
    found = page.evaluate("tags => axe.run({runOnly: tags})", WCAG)

    assert [(rule["id"], [node["html"] for node in rule["nodes"]]) for rule in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("document.documentElement.lang") == language
