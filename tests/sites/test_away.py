"""While a part of the service is away: a page that says so, in the reader's language, and nothing typed is lost."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.sites.conftest import browser, token
from workpermit.sealing.client import VaultRefused, VaultUnreachable

pytestmark = [pytest.mark.usefixtures("pages"), pytest.mark.django_db]
TYPED = {"name": "กนกวรรณ ใจดี", "note": "first line\nsecond line"}
HIDDEN = 'name="name" value="กนกวรรณ ใจดี"'


@pytest.fixture
def signed_in(vault):
    """Somebody signed in, at a moment when the vault does not answer."""
    vault.answers["profile"] = VaultUnreachable()
    one = browser("applicant")
    one.cookies["wp_applicant"] = token()
    return one


def test_the_page_holds_what_was_typed_and_sends_it_again(signed_in, vault):
    answer = signed_in.post("/sealed-form/?from=check", TYPED)

    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "no-store" in answer["Cache-Control"]
    assert HIDDEN in page
    assert "first line\nsecond line" in page
    assert 'action="/sealed-form/?from=check"' in page

    vault.answers["profile"] = {}
    assert signed_in.post("/sealed-form/?from=check", TYPED).content.decode() == "POST กนกวรรณ ใจดี"


def test_the_form_is_offered_again_when_its_page_is_opened_anew(signed_in, vault):
    signed_in.post("/sealed-form/", TYPED)

    page = signed_in.get("/sealed-form/").content.decode()
    assert "was not answering when you sent the form" in page
    assert "session had ended" not in page
    assert HIDDEN in page

    vault.answers["profile"] = {}
    signed_in.post("/sealed-form/", TYPED)
    assert signed_in.get("/sealed-form/").content == b"GET "


def test_somebody_else_at_the_same_browser_is_offered_nothing(signed_in):
    signed_in.post("/sealed-form/", TYPED)
    signed_in.cookies["wp_applicant"] = token(account="0190c0de-0000-7000-8000-00000000000f")

    assert signed_in.get("/sealed-form/").content == b"GET "


def test_what_was_typed_is_not_readable_in_the_browsers_files(signed_in):
    answer = signed_in.post("/sealed-form/", TYPED)

    assert "กนกวรรณ".encode() not in answer.cookies["wp_kept_0"].value.encode()


def test_it_says_so_in_thai(signed_in):
    signed_in.cookies["lang"] = "th"

    page = signed_in.post("/sealed-form/", TYPED).content.decode()

    assert "ข้อมูลที่คุณส่งไม่สูญหาย" in page
    assert "กดส่งอีกครั้ง" in page


def test_a_file_has_to_be_chosen_again(signed_in):
    file = SimpleUploadedFile("scan.jpg", b"x")

    page = signed_in.post("/sealed-form/", {**TYPED, "file": file}).content.decode()

    assert "Files are not kept" in page
    assert "Send it again" not in page


def test_somebody_who_is_not_signed_in_keeps_the_page_alone():
    answer = browser("applicant").post("/vault-away/", TYPED)

    assert answer.status_code == 503
    assert HIDDEN in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert "wp_kept_0" not in answer.cookies


def test_a_page_that_was_only_opened_offers_to_open_it_again(signed_in):
    answer = signed_in.get("/vault-away/")

    assert answer.status_code == 503
    assert re.search(r'<a class="button" href="">Try again', answer.content.decode())
    assert "this page holds it" not in answer.content.decode()


def test_a_script_gets_the_sentence_and_no_page(signed_in):
    answer = signed_in.post("/sealed-form/", TYPED, headers={"accept": "application/json"})

    assert answer.status_code == 503
    assert answer.json()["code"] == "VaultUnreachable"
    assert "wp_kept_0" not in answer.cookies


@pytest.mark.parametrize("code", ["unavailable", "log_unavailable"])
def test_a_vault_without_its_database_is_away_too(monkeypatch, code):
    from pathlib import Path

    from workpermit.sealing import client

    monkeypatch.setattr(client, "receive_frame", lambda connection: {"ok": False, "code": code})
    monkeypatch.setattr(client, "send_frame", lambda connection, request: None)
    monkeypatch.setattr(client.socket.socket, "connect", lambda self, address: None)

    with pytest.raises(VaultUnreachable):
        client.VaultClient(Path("/nowhere"), "public", b"").public_keys()

    monkeypatch.setattr(client, "receive_frame", lambda connection: {"ok": False, "code": "not_yours"})
    with pytest.raises(VaultRefused):
        client.VaultClient(Path("/nowhere"), "public", b"").public_keys()
