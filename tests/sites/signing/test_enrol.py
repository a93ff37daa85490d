"""A registrar's new key: made on the page from the officers' code, refused or enrolled at their table."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4
from wsgiref.simple_server import make_server

import cbor2
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Page, Route, expect

from tests.cli.conftest import maker, office  # noqa: F401
from tests.cli.office import NOW, Office, refused
from tests.sites.conftest import browser
from tests.sites.signin.test_in_a_browser import (  # noqa: F401
    AUTHENTICATOR,
    Quiet,
    Threads,
    add_authenticator,
    chromium,
    expect_accessible,
    lend_keyring,
    page,
)
from tests.vault.conftest import databases  # noqa: F401
from tests.vault.world import SITES
from workpermit.sealing.canonical import b64, unb64
from workpermit.sealing.software_key import AAGUID, Maker
from workpermit.vault.key_requests import Enrolment


@pytest.fixture
def port() -> Iterator[int]:
    server = make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), Threads, Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def begin(office: Office, purpose: str = "decision") -> tuple[Path, Enrolment]:  # noqa: F811
    kept = office.folder / "enrolment.json"
    words = ("enrol", "--account", uuid4(), "--purpose", purpose, "--out", kept)
    assert office.run(*words, "--config", office.config) == 0
    return kept, Enrolment.from_text(kept.read_text())


def lend_maker(page: Page, maker: Maker) -> None:  # noqa: F811
    """The keyring's interface, with a maker of the test's own."""
    batch = ec.generate_private_key(ec.SECP256R1())
    certificate = maker.certify(batch.public_key(), NOW).public_bytes(Encoding.DER)

    def answer(route: Route) -> None:
        said: dict[str, Any] = {"aaguid": AAGUID.hex(), "keys": []}
        if route.request.url.endswith("/attest"):
            asked = json.loads(route.request.post_data or "{}")
            data, digest = unb64(asked["authData"]), unb64(asked["clientDataHash"])
            proof = {"alg": -7, "sig": batch.sign(data + digest, ec.ECDSA(hashes.SHA256())), "x5c": [certificate]}
            said = {"attestation_object": b64(cbor2.dumps({"fmt": "packed", "attStmt": proof, "authData": data}))}
        headers = {"access-control-allow-origin": "*", "access-control-allow-headers": "content-type"}
        route.fulfill(json=said, headers=headers)

    page.route(f"{AUTHENTICATOR}/*", answer)


def save_request(page: Page, office: Office) -> Path:  # noqa: F811
    expect(page.get_by_role("status").filter(has_text="The key is made")).to_be_focused()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save the request as a file").click()
    file = office.folder / "key-request.json"
    saved.value.save_as(file)
    assert saved.value.suggested_filename == "key-request.json"
    assert json.loads(page.locator("#request").input_value()) == json.loads(file.read_text())
    return file


def propose(office: Office, kept: Path, request: Path) -> int:  # noqa: F811
    words = ("--request", request, "--enrolment", kept, "--out", office.folder / "key.json")
    return office.run("propose", "key", *words, "--config", office.config)


def test_the_browser_s_own_authenticator_is_refused_in_words(
    page: Page,  # noqa: F811
    office: Office,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    lend_keyring(page, [])
    add_authenticator(page)
    kept, enrolment = begin(office)

    page.goto(f"{SITES['signing']}/enrol/#{enrolment.code}")
    expect(page.locator("[data-account]")).to_have_text(enrolment.account)
    page.get_by_role("button", name="Make the key").click()
    request = save_request(page, office)

    refused(capsys, propose(office, kept, request), "No maker whom this key store trusts vouches for this key.")


def test_a_key_of_a_trusted_maker_is_enrolled_and_its_fingerprint_is_on_both_screens(
    page: Page,  # noqa: F811
    office: Office,  # noqa: F811
    maker: Maker,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    lend_maker(page, maker)
    kept, enrolment = begin(office)

    page.goto(f"{SITES['signing']}/enrol/#{enrolment.code}")
    page.get_by_role("button", name="Make a demonstration key").click()
    request = save_request(page, office)
    shown = page.locator("[data-fingerprint]").inner_text()

    assert propose(office, kept, request) == 0
    assert shown in capsys.readouterr().out
    assert office.add(office.sign(office.folder / "key.json", "officer-1", "officer-2")) == 0


def test_a_code_is_typed_where_the_link_was_lost(page: Page, office: Office) -> None:  # noqa: F811
    lend_keyring(page, [])
    add_authenticator(page)
    _, enrolment = begin(office, "login")

    page.goto(f"{SITES['signin']}/enrol/")
    page.get_by_label("Code from the officers").fill(f" {enrolment.code}\n")
    page.get_by_role("button", name="Continue").click()

    expect(page.locator("[data-account]")).to_have_text(enrolment.account)


def test_a_code_that_is_none_or_for_the_other_site_is_told_so(page: Page, office: Office) -> None:  # noqa: F811
    lend_keyring(page, [])
    _, enrolment = begin(office, "login")
    page.goto(f"{SITES['signing']}/enrol/")

    for typed, words in (("nonsense", "This code cannot be read."), (enrolment.code, "the other kind of key")):
        page.get_by_label("Code from the officers").fill(typed)
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("alert").filter(has_text=words)).to_be_visible()
    expect(page.get_by_role("button", name="Make the key")).to_be_hidden()


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_page_is_accessible_and_fits_a_phone(page: Page, office: Office, language: str) -> None:  # noqa: F811
    lend_keyring(page, [])
    add_authenticator(page)
    _, enrolment = begin(office)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{SITES['signing']}/language/?to={language}&next=/enrol/")
    expect_accessible(page, language)

    page.locator("#code").fill(enrolment.code)
    page.locator("[data-read]").click()
    expect_accessible(page, language)
    page.locator("button[data-use=real]:enabled").click()
    expect(page.locator("[data-made]")).to_be_visible()
    expect_accessible(page, language)


@pytest.mark.parametrize("site", ["applicant", "registrar", "centre"])
def test_other_sites_make_no_keys_of_staff(site: str) -> None:
    assert browser(site).get("/enrol/").status_code == 404
