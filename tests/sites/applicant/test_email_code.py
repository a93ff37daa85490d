"""Who came by an e-mail code reads and drafts; and letters reach both sides without anybody setting an address."""

import pytest

from tests.sites.applicant.portal import Portal, tree, words
from tests.sites.applicant.test_notices import fill
from tests.vault.codes import Attempt, address
from workpermit.applications.models import Application
from workpermit.work_notices.models import WorkNotice


def come_by_code(portal: Portal) -> None:
    """The employer allows an address and signs in again with a code to it."""
    email = address()
    portal.employer.post("/account/", {"email": email, "language": "en", "email_signs_in": "yes"})
    person = Attempt(portal.stage.world, email).sign_in()
    assert person.account == portal.person.account
    portal.employer = portal.stage.browser(person, "applicant")


def test_the_account_page_allows_an_address_and_takes_that_back(portal: Portal):
    email = address()
    chosen = "//input[@name='email_signs_in'][@checked]"
    portal.employer.post("/account/", {"email": email, "language": "en"})
    assert tree(portal.employer.get("/account/")).xpath(chosen) == []
    assert Attempt(portal.stage.world, email).letter() == {}

    portal.employer.post("/account/", {"email": email, "language": "en", "email_signs_in": "yes"})
    assert len(tree(portal.employer.get("/account/")).xpath(chosen)) == 1

    portal.stage.world.later(minutes=2)
    portal.employer.post("/account/", {"email": email, "language": "en"})
    assert Attempt(portal.stage.world, email).letter() == {}


def test_after_a_code_the_account_page_changes_the_language_alone(portal: Portal):
    come_by_code(portal)
    page = tree(portal.employer.get("/account/"))
    assert page.xpath("//input[@name='email']") == []
    assert page.xpath("//form[@action='/account/passkeys/']") == []
    assert "a code by e-mail" in words(portal.employer.get("/account/"))

    assert portal.employer.post("/account/", {"language": "th", "email": "thief@example.org"}).status_code == 302

    said = portal.stage.world.ask("letter", "contact", account=portal.person.account)
    assert (said["language"], said["email"] == "thief@example.org") == ("th", False)


def test_after_a_code_a_draft_is_begun_and_saved(portal: Portal):
    come_by_code(portal)

    assert portal.begin().answer("employer").status_code == 302

    page = tree(portal.employer.get(f"{portal.home}sections/employer/"))
    assert page.xpath("//input[@name='employer_number']/@value") != [""]


def test_after_a_code_nothing_is_submitted_withdrawn_or_invited(portal: Portal):
    portal.begin().complete().join().confirm()
    come_by_code(portal)

    for path in ("check/", "withdraw/"):
        answer = portal.employer.post(f"{portal.home}{path}")
        assert answer.status_code == 409
        assert "To submit or withdraw, you have to sign in with a passkey" in words(answer)
    answer = portal.employer.post(f"{portal.home}invitation/")
    assert answer.status_code == 403
    assert "This needs a passkey or the national login." in words(answer)
    assert Application.objects.get(pk=portal.case).status == "draft"


def test_after_a_code_no_notice_is_filed(portal: Portal):
    fill(portal, days_ago=1)
    come_by_code(portal)

    assert portal.employer.post(f"{portal.home}check/").status_code == 409

    assert WorkNotice.objects.get().status == "draft"


@pytest.fixture
def without_address(portal: Portal) -> Portal:
    portal.stage.world.ask("public", "profile", token=portal.person.token, set={"email": ""})
    return portal


def test_the_address_in_the_filing_serves_for_the_employer_s_letters(without_address: Portal):
    without_address.begin().answer("employer", email="office@example.com")

    ask = without_address.stage.world.ask
    assert ask("letter", "contact", account=without_address.person.account)["email"] == "office@example.com"
    assert ask("public", "profile", token=without_address.person.token)["email_signs_in"] is False


def test_the_account_s_own_address_comes_first(portal: Portal):
    portal.employer.post("/account/", {"email": "me@example.com", "language": "en"})

    portal.begin().answer("employer", email="office@example.com")

    said = portal.stage.world.ask("letter", "contact", account=portal.person.account)
    assert said["email"] == "me@example.com"


def test_an_address_that_is_none_is_not_offered_and_the_answers_are_kept(without_address: Portal):
    without_address.begin().answer("employer", email="office at example")

    said = without_address.stage.world.ask("letter", "contact", account=without_address.person.account)
    assert said["email"] == ""


def test_the_worker_s_letters_go_where_the_filing_says(portal: Portal):
    portal.begin().complete().answer("worker", version=1, email="worker@example.com")
    portal.join()

    assert portal.worker_person is not None
    said = portal.stage.world.ask("letter", "contact", account=portal.worker_person.account)
    assert said["email"] == "worker@example.com"
