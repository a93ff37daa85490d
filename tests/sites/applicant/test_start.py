"""Finding the service and beginning a filing."""

from django.test import Client

from tests import make
from tests.sites.applicant.portal import Portal, tree, words
from tests.sites.conftest import browser
from workpermit.applications.models import Application
from workpermit.complaints.models import Complaint
from workpermit.work_notices.models import WorkNotice


def test_the_finder_leads_to_the_service(portal: Portal):
    page = browser("applicant").get("/finder/?who=hire&stay=non_immigrant&work=yes")

    assert "/services/s59_new/" in page.content.decode()


def test_the_finder_offers_what_can_be_filed_where_it_finds_no_service(portal: Portal):
    page = tree(browser("applicant").get("/finder/?who=work&own=none"))

    assert page.xpath("//main//ul[@class='tasks']//a/@href") == ["/services/s59_new/"]
    assert page.xpath("//main//a[@href='/#services']")


def test_the_finder_asks_again_when_nothing_was_chosen(portal: Portal):
    page = browser("applicant").get("/finder/?who=hire&asked=stay")

    assert page.status_code == 422
    assert tree(page).xpath("//title")[0].text.startswith("Error: ")
    assert tree(page).xpath("//*[@class='summary']//a/@href") == ["#stay"]


def test_a_service_says_what_it_costs_and_which_fact_is_uncertain(portal: Portal):
    page = words(browser("applicant").get("/services/s59_new/"))

    assert "100.00 baht" in page
    assert "has not been compared" in page


def test_a_service_with_a_period_of_days_shows_it_and_one_due_on_the_day_itself_shows_no_zero(portal: Portal):
    assert "Period of the law15 days" in words(browser("applicant").get("/services/s13_hire/"))
    make.service("s61_notify")
    page = words(browser("applicant").get("/services/s61_notify/"))
    assert "A draft is kept for" in page
    assert "Period of the law" not in page


def test_a_check_and_its_reason_are_parted_as_the_language_parts_them(portal: Portal):
    reader = browser("applicant")

    assert "<b>Documents complete</b>: Every" in reader.get("/services/s59_new/").content.decode()
    burmese = reader.get("/services/s59_new/", headers={"accept-language": "my"}).content.decode()
    assert "<b>စာရွက်စာတမ်း ပြည့်စုံခြင်း</b>- " in burmese


def test_starting_needs_a_sign_in_and_comes_back(portal: Portal):
    answer = browser("applicant").get("/services/s59_new/start/")

    assert answer["Location"].startswith("http://signin.localhost:8401/?site=applicant")
    assert "start" in answer["Location"]


def test_starting_registers_the_case_with_the_vault_before_the_draft(portal: Portal):
    portal.begin()

    assert portal.stage.asked("register_case")[0]["case"] == portal.case
    assert portal.application.status == "draft"


def test_a_start_that_is_sent_twice_begins_one_filing(portal: Portal):
    ticket = tree(portal.employer.get("/services/s59_new/start/")).xpath("//input[@name='ticket']/@value")[0]

    first = portal.employer.post("/services/s59_new/start/", {"ticket": ticket, "filer": "other"})
    second = portal.employer.post("/services/s59_new/start/", {"ticket": ticket, "filer": "other"})

    assert first["Location"] == second["Location"]
    assert Application.objects.count() == 1


def test_a_start_with_ids_of_ones_own_making_is_refused(portal: Portal):
    answer = portal.employer.post("/services/s59_new/start/", {"ticket": "made:up:here"})

    assert answer.status_code == 409
    assert not Application.objects.exists()


def test_a_notice_begins_as_a_notice(portal: Portal):
    portal.begin("s13_hire")

    assert WorkNotice.objects.get().pk == portal.case
    assert portal.home.startswith("/notices/")


def test_the_task_list_begins_with_nothing_done(portal: Portal):
    page = words(portal.begin().employer.get(portal.home))

    assert "0 of 10 tasks done" in page
    assert "Cannot start yet" in page


def test_somebody_else_finds_nothing_at_the_address(portal: Portal):
    portal.begin()
    stranger = portal.stage.browser(portal.stage.world.applicant(), "applicant")

    for end in ("", "sections/worker/", "documents/passport/", "invitation/", "check/", "looks/", "receipt.pdf"):
        assert stranger.get(portal.home + end).status_code == 404, end


def test_the_list_names_the_filing_with_one_call_to_the_vault(portal: Portal):
    portal.begin().answer("worker")
    before = len(portal.stage.asked("open"))

    page = words(portal.employer.get("/filings/"))

    assert "ANNA MARIA ERIKSSON" in page
    assert len(portal.stage.asked("open")) == before + 1


def test_an_empty_list_says_what_will_stand_there(portal: Portal):
    assert "There is nothing here yet" in words(portal.employer.get("/filings/"))


def test_the_first_page_lists_the_services_by_what_comes_of_them(portal: Portal):
    page = tree(browser("applicant").get("/"))

    groups = {one.xpath("string(summary)").split(" (")[0]: one for one in page.xpath("//main/details")}
    assert {*groups} == {"Work permits", "Notices"}
    assert groups["Work permits"].xpath(".//a/@href") == ["/services/s59_new/"]
    assert groups["Notices"].xpath(".//a/@href") == ["/services/s13_exit/", "/services/s13_hire/"]
    assert groups["Work permits"].get("open") is not None


def ticket_of(client: Client, address: str) -> str:
    return str(tree(client.get(address)).xpath("//input[@name='ticket']/@value")[0])


def test_the_start_of_an_application_begins_no_notice_and_no_complaint_of_the_same_id(portal: Portal):
    ticket = ticket_of(portal.employer, "/services/s59_new/start/")
    portal.employer.post("/services/s59_new/start/", {"ticket": ticket, "filer": "other"})

    twin = portal.employer.post("/services/s13_hire/start/", {"ticket": ticket})
    complaint = {"ticket": ticket, "about": make.CENTRE, "words": "It was closed."}
    other = portal.employer.post("/complaints/new/centre_service/", complaint)

    assert (twin.status_code, other.status_code) == (409, 409)
    assert not WorkNotice.objects.exists()
    assert not Complaint.objects.exists()


def test_a_start_page_is_good_for_the_account_that_opened_it_alone(portal: Portal):
    ticket = ticket_of(portal.employer, "/services/s59_new/start/")
    stranger = portal.stage.browser(portal.stage.world.applicant(), "applicant")

    answer = stranger.post("/services/s59_new/start/", {"ticket": ticket, "filer": "other"})

    assert answer.status_code == 409
    assert not Application.objects.exists()
