"""Checking, handing in, taking back."""

from tests.sites.applicant.portal import Portal, words
from workpermit.applications.models import Application
from workpermit.core.ids import is_number, show_number
from workpermit.fees.models import Bill


def test_what_is_missing_is_named_on_the_page_that_checks(portal: Portal):
    page = words(portal.begin().employer.get(f"{portal.home}check/"))

    assert "This is still missing" in page
    assert "Passport" in page


def test_an_incomplete_application_is_not_taken(portal: Portal):
    answer = portal.begin().employer.post(f"{portal.home}check/")

    assert answer.status_code == 409
    assert portal.application.status == "draft"


def test_without_the_workers_confirmation_nothing_is_taken(portal: Portal):
    portal.begin().complete()

    assert portal.employer.post(f"{portal.home}check/").status_code == 409
    assert portal.application.status == "draft"


def test_submitting_gives_a_number_with_check_digits_and_a_bill(portal: Portal):
    page = words(portal.submitted().employer.get(f"{portal.home}submitted/"))

    assert is_number(portal.application.number)
    assert show_number(portal.application.number) in page
    assert "Pay the filing fee of 100.00 baht" in page


def test_a_form_that_is_sent_twice_submits_once(portal: Portal):
    portal.submitted()
    number = portal.application.number

    again = portal.employer.post(f"{portal.home}check/")

    assert again["Location"] == f"{portal.home}submitted/"
    assert portal.application.number == number
    assert Bill.objects.count() == 1


def test_the_page_before_leads_to_the_confirmation_after_submitting(portal: Portal):
    assert portal.submitted().employer.get(f"{portal.home}check/")["Location"] == f"{portal.home}submitted/"


def test_the_checking_page_opens_everything_with_one_call(portal: Portal):
    portal.begin().complete()
    before = len(portal.stage.asked("open"))

    portal.employer.get(f"{portal.home}check/")

    assert len(portal.stage.asked("open")) == before + 1


def test_withdrawing_asks_once_more_and_then_ends_everything(portal: Portal):
    portal.submitted()
    assert "Withdraw the application?" in words(portal.employer.get(f"{portal.home}withdraw/"))

    portal.employer.post(f"{portal.home}withdraw/")
    portal.employer.post(f"{portal.home}withdraw/")

    assert portal.application.status == "withdrawn"
    assert Bill.objects.get().status == "void"
    assert "The application was withdrawn" in words(portal.employer.get(portal.home))


def test_a_draft_that_is_deleted_leaves_the_list(portal: Portal):
    portal.begin().employer.post(f"{portal.home}withdraw/")

    assert Application.objects.get().status == "withdrawn"
    assert "There is nothing here yet" in words(portal.employer.get("/filings/"))
