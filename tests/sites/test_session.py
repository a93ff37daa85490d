"""Sessions: whom a page believes, and for how long."""

import hashlib
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.sites.conftest import ACCOUNT, browser, token
from workpermit.core.actors import Role
from workpermit.sealing.canonical import b64
from workpermit.sealing.client import VaultRefused, VaultUnreachable

pytestmark = [pytest.mark.usefixtures("pages"), pytest.mark.django_db]


def signed_in_browser(site: str = "applicant", **said):
    one = browser(site)
    one.cookies[f"wp_{site}"] = token(site, **said)
    return one


def is_sent_to_sign_in(answer) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith("http://signin.localhost:8401/?")


def test_somebody_who_is_not_signed_in_is_sent_to_sign_in_with_the_hash_of_a_secret():
    one = browser("applicant")

    answer = one.get("/whoami/?page=2")

    said = parse_qs(urlsplit(answer.headers["Location"]).query)
    secret = answer.cookies["wp_pre_applicant"]
    assert is_sent_to_sign_in(answer)
    assert said["pre"] == [b64(hashlib.sha256(secret.value.encode()).digest())]
    assert said["next"] == ["/whoami/?page=2"]
    assert said["lang"] == ["en"]
    assert secret["httponly"]
    assert secret["samesite"] == "Lax"
    assert secret.value not in answer.headers["Location"]


def test_two_tabs_use_the_same_secret():
    one = browser("applicant")

    first = one.get("/whoami/").cookies["wp_pre_applicant"].value
    second = one.get("/whoami/").cookies["wp_pre_applicant"].value

    assert first == second


def test_a_valid_token_is_believed_and_the_database_knows_the_account():
    said = signed_in_browser().get("/whoami/").json()

    assert said == {"account": str(ACCOUNT), "role": "applicant", "database": str(ACCOUNT)}


def test_the_database_knows_no_account_when_nobody_is_signed_in(vault):
    one = signed_in_browser()
    one.get("/whoami/")
    one.cookies.clear()

    assert is_sent_to_sign_in(one.get("/whoami/"))


def test_a_token_of_another_site_is_refused():
    one = browser("registrar")
    one.cookies["wp_registrar"] = token("applicant")

    assert is_sent_to_sign_in(one.get("/whoami/"))


def test_a_token_that_the_vault_did_not_sign_is_refused():
    assert is_sent_to_sign_in(signed_in_browser(sign=Ed25519PrivateKey.generate().sign).get("/whoami/"))


def test_a_token_that_has_expired_is_refused(vault):
    vault.answers["renew"] = VaultRefused("expired")

    assert is_sent_to_sign_in(signed_in_browser(left=-1).get("/whoami/"))


def test_a_role_that_is_not_named_is_refused():
    assert signed_in_browser("registrar", role=Role.ASSISTANT_REGISTRAR).get("/desk/").status_code == 403
    assert signed_in_browser("registrar", role=Role.REGISTRAR).get("/desk/").status_code == 200


def test_a_token_past_half_of_its_life_is_renewed(vault):
    vault.answers["renew"] = renewed = token(left=599)

    answer = signed_in_browser(left=200).get("/whoami/")

    assert answer.cookies["wp_applicant"].value == renewed
    assert answer.cookies["wp_applicant"]["httponly"]
    assert vault.name == "public"


def test_a_fresh_token_is_not_renewed(vault):
    assert signed_in_browser(left=400).get("/whoami/").status_code == 200
    assert vault.asked == []


def test_a_session_that_was_ended_elsewhere_ends_at_its_renewal(vault):
    vault.answers["renew"] = VaultRefused("revoked")

    assert is_sent_to_sign_in(signed_in_browser(left=200).get("/whoami/"))


@pytest.mark.parametrize("away", [VaultUnreachable(), VaultRefused("unavailable")])
def test_while_the_vault_is_away_a_session_goes_on(vault, away):
    vault.answers["renew"] = away

    assert signed_in_browser(left=200).get("/whoami/").status_code == 200


def test_while_the_vault_is_away_an_applicant_may_go_on_for_an_hour(vault):
    vault.answers["renew"] = VaultUnreachable()

    assert signed_in_browser(left=-3500).get("/whoami/").status_code == 200
    assert is_sent_to_sign_in(signed_in_browser(left=-3700).get("/whoami/"))


def test_while_the_vault_is_away_staff_do_not_outlive_their_token(vault):
    vault.answers["renew"] = VaultUnreachable()

    assert is_sent_to_sign_in(signed_in_browser("registrar", role=Role.REGISTRAR, left=-5).get("/whoami/"))


def test_a_code_becomes_a_session_with_the_browsers_secret(vault):
    vault.answers["redeem"] = token()
    one = browser("applicant")
    secret = one.get("/whoami/").cookies["wp_pre_applicant"].value

    answer = one.get("/session/?code=abc&next=/whoami/&lang=th")

    assert vault.asked_for("redeem") == [{"code": "abc", "verifier": secret}]
    assert answer.headers["Location"] == "/whoami/"
    cookie = answer.cookies["wp_applicant"]
    assert (cookie["httponly"], cookie["samesite"], cookie["domain"], cookie["path"]) == (True, "Lax", "", "/")
    assert answer.cookies["lang"].value == "th"
    assert one.get("/whoami/").status_code == 200


@pytest.mark.parametrize("elsewhere", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:x"])
def test_nobody_is_sent_elsewhere_after_signing_in(vault, elsewhere):
    vault.answers["redeem"] = token()

    answer = browser("applicant").get("/session/", {"code": "abc", "next": elsewhere})

    assert answer.headers["Location"] == "/"


def test_a_code_that_is_refused_signs_nobody_in(vault):
    vault.answers["redeem"] = VaultRefused("used")

    answer = browser("applicant").get("/session/?code=abc")

    assert answer.status_code == 403
    assert "wp_applicant" not in answer.cookies
    assert "Signing in did not finish" in answer.content.decode()


def test_loading_the_last_step_again_goes_on_with_the_session(vault):
    vault.answers["redeem"] = VaultRefused("used")

    answer = signed_in_browser().get("/session/?code=abc&next=/whoami/")

    assert answer.headers["Location"] == "/whoami/"


def test_signing_out_ends_the_session_here_and_at_the_vault(vault):
    vault.answers["end_session"] = None
    one = signed_in_browser()

    answer = one.post("/sign-out/")

    assert len(vault.asked_for("end_session")) == 1
    assert answer.cookies["wp_applicant"].value == ""
    assert is_sent_to_sign_in(one.get("/whoami/"))


def test_signing_out_says_so_when_the_vault_is_away(vault):
    vault.answers["end_session"] = VaultUnreachable()

    answer = signed_in_browser().post("/sign-out/")

    assert answer.cookies["wp_applicant"].value == ""
    assert "within ten minutes" in answer.content.decode()


def test_health_names_the_zone():
    assert browser("applicant").get("/health/").json() == {"zone": "test", "database": "here"}
