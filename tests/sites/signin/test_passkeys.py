"""Signing in and making passkeys, from the site's first redirect to its session."""

from uuid import UUID

import pytest

from tests.sites.signin.flow import Browser, as_text, challenge_of, form_of
from tests.vault.world import SITES
from workpermit.cli.authenticator import SoftAuthenticator
from workpermit.core.actors import Role
from workpermit.sealing.canonical import unb64

pytestmark = pytest.mark.django_db


def sign(page, person, **changes):
    hidden = form_of(page)[1]
    made = person.authenticator.get(SITES["signin"], challenge_of(page))
    return {**hidden, **as_text(made), **changes}


def test_a_registrar_signs_in_with_a_passkey_and_comes_back_to_the_page(vault_here):
    registrar = vault_here.staff(Role.REGISTRAR, "O-50")
    one = Browser()

    page = one.follow("http://registrar.localhost:8401/whoami/")
    done = one.post_json("signin", "/passkey/", sign(page, registrar)).json()
    home = one.follow(done["to"])

    assert home.json()["role"] == "registrar"
    assert home.json()["account"] == str(registrar.account)


def test_the_challenge_is_the_vaults_and_new_each_time(vault_here):
    one = Browser()

    first = one.follow("http://registrar.localhost:8401/whoami/")
    second = one.follow("http://registrar.localhost:8401/whoami/")

    assert challenge_of(first) != challenge_of(second)


def test_staff_are_offered_no_national_login(vault_here):
    page = Browser().follow("http://centre.localhost:8402/whoami/").content.decode()

    assert "/national/" not in page
    assert "security key" in page


def test_applicants_are_offered_both_ways(vault_here):
    page = Browser().follow("http://applicant.localhost:8400/whoami/").content.decode()

    assert 'action="/national/"' in page
    assert 'data-ceremony="get"' in page


def test_somebody_without_the_role_gets_a_sentence_and_no_code(vault_here):
    clerk = vault_here.staff(Role.OPERATOR_CLERK, "C-01")
    one = Browser()

    page = one.follow("http://registrar.localhost:8401/whoami/")
    answer = one.post_json("signin", "/passkey/", sign(page, clerk))

    assert answer.status_code == 403
    assert answer.json()["code"] == "wrong_role"
    assert answer.json()["says"] == "Your role does not allow this."


def test_a_challenge_is_answered_once(vault_here):
    registrar = vault_here.staff(Role.REGISTRAR, "O-50")
    one = Browser()
    page = one.follow("http://registrar.localhost:8401/whoami/")
    said = sign(page, registrar)
    one.post_json("signin", "/passkey/", said)

    assert one.post_json("signin", "/passkey/", said).json()["code"] == "used"


def test_another_browser_cannot_finish_what_this_one_began(vault_here):
    registrar = vault_here.staff(Role.REGISTRAR, "O-50")
    page = Browser().follow("http://registrar.localhost:8401/whoami/")
    other = Browser()
    other.follow("http://registrar.localhost:8401/whoami/")

    answer = other.post_json("signin", "/passkey/", sign(page, registrar))

    assert answer.json()["code"] == "bad_challenge"


def test_a_stolen_link_with_a_code_signs_nobody_in(vault_here):
    registrar = vault_here.staff(Role.REGISTRAR, "O-50")
    one, thief = Browser(), Browser()
    page = one.follow("http://registrar.localhost:8401/whoami/")
    done = one.post_json("signin", "/passkey/", sign(page, registrar)).json()

    thief.follow("http://registrar.localhost:8401/whoami/")
    answer = thief.get(done["to"])

    assert answer.status_code == 403
    assert thief.get("http://registrar.localhost:8401/whoami/").status_code == 302


def test_the_code_does_not_go_to_another_site(vault_here):
    registrar = vault_here.staff(Role.REGISTRAR, "O-50")
    one = Browser()
    one.follow("http://signing.localhost:8401/whoami/")
    page = one.follow("http://registrar.localhost:8401/whoami/")

    done = one.post_json("signin", "/passkey/", sign(page, registrar, site="signing")).json()

    assert done["to"].startswith("http://signing.localhost:8401/session/")
    assert one.get(done["to"]).status_code == 403


@pytest.mark.parametrize("site", ["evil", "signin", "api", ""])
def test_only_our_own_sites_are_a_way_back(vault_here, site):
    answer = Browser().get(f"http://signin.localhost:8401/?site={site}&pre=abc&next=/")

    assert answer.status_code == 409
    assert "Signing in begins at the page that you want to use." in answer.content.decode()


def test_without_a_site_the_page_asks_which(vault_here):
    assert "Where do you want to sign in?" in Browser().get("http://signin.localhost:8401/").content.decode()


@pytest.mark.parametrize("body", ["", "[]", "{", '{"site": "registrar"}', '{"site": "registrar", "client_data": "*"}'])
def test_nonsense_is_refused_politely(vault_here, body):
    client = Browser().at("signin")

    answer = client.post("/passkey/", body, content_type="application/json", HTTP_ACCEPT="application/json")

    assert answer.status_code == 409
    assert answer.json()["code"] in ("bad_args", "NoWayBack")


def test_the_language_comes_along_and_goes_back(vault_here):
    one = Browser()
    one.at("registrar").get("/language/?to=th")
    registrar = vault_here.staff(Role.REGISTRAR, "O-50")

    page = one.follow("http://registrar.localhost:8401/whoami/")
    one.at("signin").get("/language/?to=en")
    page = one.follow("http://registrar.localhost:8401/whoami/")
    done = one.post_json("signin", "/passkey/", sign(page, registrar)).json()

    assert '<html lang="th">' in page.content.decode()
    assert "lang=th" in done["to"]


def test_a_worker_makes_a_passkey_after_the_invitation_and_signs_in_with_it(vault_here):
    world = vault_here
    filing = world.filing(confirm=False)
    cookie = "c" * 43
    ticket = world.claim(world.invite(filing), cookie)["ticket"]
    one = Browser()
    one.at("applicant").cookies["wp_pre_applicant"] = cookie
    key = SoftAuthenticator()

    page = one.follow(
        f"http://signin.localhost:8401/passkeys/new/?ticket={ticket}&site=applicant&next=/whoami/&lang=th"
    )
    data, hidden = form_of(page)
    made = key.create(SITES["signin"], unb64(data["challenge"]), unb64(data["user"]), at=world.now)
    done = one.post_json("signin", "/passkeys/", {**hidden, **as_text(made)}).json()
    said = one.follow(done["to"]).json()

    assert data["ceremony"] == "create"
    assert UUID(bytes=unb64(data["user"])) == UUID(said["account"])
    assert said["role"] == "applicant"
    again = Browser()
    page = again.follow("http://applicant.localhost:8400/whoami/")
    assertion = key.get(SITES["signin"], challenge_of(page))
    done = again.post_json("signin", "/passkey/", {**form_of(page)[1], **as_text(assertion)}).json()
    assert again.follow(done["to"]).json() == said


def test_a_ticket_that_was_used_leads_to_a_clear_page(vault_here):
    answer = Browser().get("http://signin.localhost:8401/passkeys/new/?ticket=nonsense&site=applicant&next=/")

    assert answer.status_code == 401
    assert "Your session could not be verified." in answer.content.decode()
