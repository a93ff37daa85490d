"""The reader's own account."""

from tests.sites.applicant.portal import Portal, tree, words


def test_contact_facts_are_kept_in_the_vault(portal: Portal):
    portal.employer.post("/account/", {"email": "me@example.com", "language": "en"})

    page = tree(portal.employer.get("/account/"))
    assert page.xpath("//input[@name='email']/@value") == ["me@example.com"]
    assert page.xpath("//input[@name='language'][@checked]/@value") == ["en"]


def test_an_address_that_cannot_be_one_is_kept_on_the_page(portal: Portal):
    answer = portal.employer.post("/account/", {"email": "me at example", "language": "en"})

    assert answer.status_code == 422
    assert tree(answer).xpath("//input[@name='email']/@value") == ["me at example"]
    assert all("set" not in asked for asked in portal.stage.asked("profile"))


def test_another_passkey_is_made_at_the_sign_in_site(portal: Portal):
    answer = portal.employer.post("/account/passkeys/")

    assert answer["Location"].startswith("http://signin.localhost:8401/passkeys/new/")


def test_the_honest_limits_are_on_a_public_page(portal: Portal):
    assert "Where the protection ends" in words(portal.employer.get("/privacy/"))
