"""A form that comes after the session has ended: nothing typed is lost, and nobody else sees it."""

import secrets

import pytest

from tests.sites.conftest import browser, token
from workpermit.sealing.client import VaultRefused

pytestmark = [pytest.mark.usefixtures("pages"), pytest.mark.django_db]
TYPED = {"name": "กนกวรรณ ใจดี", "note": "first line\nsecond line"}


@pytest.fixture
def too_late(vault):
    """A browser whose session ended while a form was being filled in, after it has sent the form."""
    vault.answers["renew"] = VaultRefused("expired")
    one = browser("applicant")
    one.cookies["wp_applicant"] = token(left=-60)
    one.answer = one.post("/form/", TYPED)
    return one


def test_the_person_is_sent_to_sign_in_and_the_browser_keeps_the_form(too_late):
    kept = too_late.answer.cookies["wp_kept_0"]

    assert too_late.answer.headers["Location"].startswith("http://signin.localhost:8401/")
    assert (kept["path"], kept["httponly"], kept["samesite"]) == ("/form/", True, "Lax")


def test_what_was_typed_is_not_readable_in_the_browser(too_late):
    from base64 import urlsafe_b64decode

    raw = urlsafe_b64decode(too_late.answer.cookies["wp_kept_0"].value)

    assert "กนกวรรณ".encode() not in raw
    assert b"second line" not in raw


def test_it_is_offered_again_after_signing_in(too_late):
    too_late.cookies["wp_applicant"] = token()

    page = too_late.get("/form/")

    text = page.content.decode()
    assert "We kept what you typed" in text
    assert 'name="name" value="กนกวรรณ ใจดี"' in text
    assert "first line\nsecond line" in text


def test_sending_it_again_forgets_it(too_late):
    too_late.cookies["wp_applicant"] = token()

    answer = too_late.post("/form/", TYPED)

    assert answer.content.decode() == "POST กนกวรรณ ใจดี"
    assert too_late.get("/form/").content == b"GET "


def test_it_can_be_discarded(too_late):
    too_late.cookies["wp_applicant"] = token()

    answer = too_late.get("/form/?kept=discard")

    assert answer.headers["Location"] == "/form/"
    assert too_late.get("/form/").content == b"GET "


def test_somebody_else_at_the_same_browser_does_not_see_it(too_late):
    too_late.cookies["wp_applicant"] = token(account="0190c0de-0000-7000-8000-00000000000f")

    assert too_late.get("/form/").content == b"GET "


def test_it_does_not_open_at_another_path(too_late):
    too_late.cookies["wp_applicant"] = token()

    assert too_late.get("/whoami/").status_code == 200


def test_a_changed_cookie_is_ignored(too_late):
    too_late.cookies["wp_applicant"] = token()
    too_late.cookies["wp_kept_0"] = "A" * 80

    assert too_late.get("/form/").content == b"GET "


def test_a_form_too_long_for_cookies_stays_on_the_page(vault):
    vault.answers["renew"] = VaultRefused("expired")
    one = browser("applicant")
    one.cookies["wp_applicant"] = token(left=-60)
    long = secrets.token_hex(20_000)

    answer = one.post("/form/", {"name": long})

    assert answer.status_code == 401
    assert long in answer.content.decode()
    assert "wp_kept_0" not in answer.cookies


def test_a_form_whose_owner_is_unknown_stays_on_the_page():
    answer = browser("applicant").post("/form/", TYPED)

    assert answer.status_code == 401
    assert "กนกวรรณ ใจดี" in answer.content.decode()
    assert "wp_kept_0" not in answer.cookies


def test_a_script_is_told_in_its_own_words():
    answer = browser("applicant").post("/form/", "{}", content_type="application/json")

    assert answer.status_code == 401
    assert answer.json() == {"code": "signed_out", "sign_in": "/sign-in/"}
