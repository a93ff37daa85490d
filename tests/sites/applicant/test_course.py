"""From the payment to the permit: fees, course, visit, permit, papers, looks."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from lxml.html import HtmlElement

from tests import make
from tests.sites.applicant.portal import Portal, tree, words
from tests.sites.conftest import browser
from tests.sites.staff import OFFICE
from workpermit.applications.services import lapse_application
from workpermit.applications.tasks import sign_filing_receipt
from workpermit.appointments.models import Appointment
from workpermit.appointments.places import bookable_days
from workpermit.appointments.services import miss_appointment
from workpermit.core.actors import Actor, Role
from workpermit.core.calendar import show_date
from workpermit.core.thai_qr import read_qr_text
from workpermit.decisions.services import return_application
from workpermit.fees.models import Bill
from workpermit.fees.tasks import sign_fee_receipt
from workpermit.sealing.jws import verify_jws
from workpermit.sealing.services import public_keys
from workpermit.sites.applicant.words import KINDS
from workpermit.vault.purposes import CLAIM, CONFIRM, MACHINES, PERSONS, VISIT

ASSISTANT = Actor(make.ASSISTANT_REGISTRAR.id, Role.ASSISTANT_REGISTRAR, OFFICE)


@pytest.fixture
def reviewed(portal: Portal) -> Portal:
    """Paid, checked, with the assistant registrar."""
    portal.submitted().paid()
    portal.stage._check(portal.case)
    return portal


@pytest.fixture
def granted(reviewed: Portal) -> Portal:
    make.recommend(reviewed.application, by=ASSISTANT, at=reviewed.stage.at)
    make.grant(reviewed.application, by=Actor(make.REGISTRAR.id, Role.REGISTRAR, OFFICE), at=reviewed.stage.at)
    return reviewed


def test_the_bill_shows_a_qr_code_that_a_bank_reads(portal: Portal):
    page = tree(portal.submitted().employer.get(f"{portal.home}bills/F1/"))

    bill = read_qr_text(page.xpath("//*[@data-qr-text]/@data-qr-text")[0])

    assert (bill.ref1, bill.ref2, bill.satang) == (portal.application.number, "F1", 10000)


def test_the_page_of_a_bill_changes_once_the_bank_has_reported(portal: Portal):
    portal.submitted()
    before = portal.employer.get(f"{portal.home}state/").json()

    portal.paid()

    assert portal.employer.get(f"{portal.home}state/").json() != before
    assert "Filing fee: paid" in words(portal.employer.get(f"{portal.home}bills/F1/"))


@pytest.mark.parametrize("paper", ["receipt.pdf", "bills/F1/bill.pdf"])
def test_papers_are_pdf_and_kept_nowhere(portal: Portal, paper: str):
    sign_filing_receipt(str(portal.submitted().case))
    answer = portal.employer.get(portal.home + paper)

    assert answer.content.startswith(b"%PDF-")
    assert "no-store" in answer["Cache-Control"]
    assert "ERIKSSON" not in answer["Content-Disposition"]


def test_a_receipt_exists_only_for_what_was_paid(portal: Portal):
    portal.submitted()
    assert portal.employer.get(f"{portal.home}bills/F1/receipt.pdf").status_code == 404

    sign_fee_receipt(str(Bill.objects.get(application=portal.paid().case).pk))
    assert portal.employer.get(f"{portal.home}bills/F1/receipt.pdf").content.startswith(b"%PDF-")


def test_a_receipt_of_a_payment_is_offered_once_the_vault_has_signed_it(portal: Portal):
    bill = Bill.objects.get(application=portal.submitted().paid().case)
    before = portal.employer.get(f"{portal.home}bills/F1/")
    state = portal.employer.get(f"{portal.home}state/").json()
    assert "The receipt is being prepared" in words(before)
    assert tree(before).xpath("//*[@data-watch]"), "the page changes by itself"
    assert not tree(before).xpath("//a[contains(@href, 'receipt.pdf')]")
    too_early = portal.employer.get(f"{portal.home}bills/F1/receipt.pdf")
    assert too_early.status_code == 503
    assert "The receipt is being signed" in words(too_early)

    sign_fee_receipt(str(bill.pk))

    after = portal.employer.get(f"{portal.home}bills/F1/")
    assert portal.employer.get(f"{portal.home}state/").json() != state
    assert tree(after).xpath("//a[contains(@href, 'receipt.pdf')]")
    assert not tree(after).xpath("//*[@data-watch]")
    claims = verify_jws(Bill.objects.get(pk=bill.pk).receipt, public_keys().receipt.public)
    assert (claims["kind"], claims["facts"]["satang"]) == ("payment", "10000")


def test_who_withdrew_a_paid_application_is_told_of_no_next_step(portal: Portal):
    portal.submitted().paid()
    assert "What happens next" in words(portal.employer.get(f"{portal.home}bills/F1/"))

    portal.employer.post(f"{portal.home}withdraw/")

    page = words(portal.employer.get(f"{portal.home}bills/F1/"))
    assert "Filing fee: paid" in page
    assert "What happens next" not in page


def test_a_filing_receipt_is_offered_once_the_vault_has_signed_it(portal: Portal):
    before = portal.submitted().employer.get(f"{portal.home}submitted/")
    assert "The filing receipt is being prepared" in words(before)
    assert not tree(before).xpath("//a[contains(@href, 'receipt.pdf')]")
    assert "Filing receipt: being prepared" in words(portal.employer.get(portal.home))
    assert portal.employer.get(f"{portal.home}receipt.pdf").status_code == 503

    sign_filing_receipt(str(portal.case))

    assert tree(portal.employer.get(f"{portal.home}submitted/")).xpath("//a[contains(@href, 'receipt.pdf')]")
    assert tree(portal.employer.get(portal.home)).xpath("//a[contains(@href, 'receipt.pdf')]")


def test_the_course_shows_where_the_application_stands(reviewed: Portal):
    page = tree(reviewed.worker.get(reviewed.home))

    assert page.xpath("//li[@aria-current='step']/b")[0].text == "Assistant registrar's opinion"
    assert len(page.xpath("//ol[@class='steps']/li[@class='done']")) == 3


def test_what_was_returned_says_why_and_is_submitted_again_without_a_new_fee(reviewed: Portal):
    return_application(
        application=reviewed.application, reasons=["photo_not_usable"], words="Too dark.", by=ASSISTANT,
        at=reviewed.stage.at,
    )  # fmt: skip
    page = words(reviewed.employer.get(reviewed.home))
    assert "take a new one, facing forward" in page
    assert "Too dark." in page

    reviewed.answer("job", title="Engineer", version=1)
    reviewed.confirm()
    answer = reviewed.employer.post(f"{reviewed.home}check/")

    assert answer["Location"] == f"{reviewed.home}submitted/"
    assert reviewed.application.status == "checking"


def test_the_worker_books_the_nearest_centre_and_gets_a_code(granted: Portal):
    granted.paid("P1")
    assert "same province" in words(granted.worker.get(f"{granted.home}appointment/"))
    day = bookable_days(granted.stage.at)[1].isoformat()
    address = f"{granted.home}appointment/{make.CENTRE}/"

    hour = tree(granted.worker.get(f"{address}?day={day}")).xpath("//input[@name='hour']/@value")[-1]
    granted.worker.post(address, {"day": day, "hour": hour})
    page = tree(granted.worker.post(f"{granted.home}appointment/code/"))

    assert Appointment.objects.get().day.isoformat() == day
    assert page.xpath("//*[@data-checkin-code]")[0].text.isdecimal()


def test_a_time_must_be_chosen(granted: Portal):
    granted.paid("P1")
    day = bookable_days(granted.stage.at)[1].isoformat()

    answer = granted.worker.post(f"{granted.home}appointment/{make.CENTRE}/", {"day": day})

    assert answer.status_code == 422
    assert not Appointment.objects.exists()


def test_a_missed_appointment_leads_to_another_time(granted: Portal):
    granted.paid("P1")
    day = bookable_days(granted.stage.at)[1]
    granted.worker.post(f"{granted.home}appointment/{make.CENTRE}/", {"day": day.isoformat(), "hour": "9"})
    miss_appointment(Appointment.objects.get(), at=granted.stage.at + timedelta(days=9))

    assert "choose another time" in words(granted.worker.get(granted.home))
    assert "no new fee is due" in words(granted.worker.get(f"{granted.home}appointment/"))


def test_giving_the_time_back_lets_one_choose_again(granted: Portal):
    granted.paid("P1")
    day = bookable_days(granted.stage.at)[1]
    granted.worker.post(f"{granted.home}appointment/{make.CENTRE}/", {"day": day.isoformat(), "hour": "9"})

    granted.worker.post(f"{granted.home}appointment/cancel/")

    assert Appointment.objects.get().status == "cancelled"
    assert "Choose a service centre" in words(granted.worker.get(f"{granted.home}appointment/"))


def test_the_worker_moves_the_appointment_and_keeps_it_until_then(granted: Portal):
    granted.paid("P1")
    day = bookable_days(granted.stage.at)[1].isoformat()
    granted.worker.post(f"{granted.home}appointment/{make.CENTRE}/", {"day": day, "hour": "9"})
    address = f"{granted.home}appointment/move/"

    for page in (address, f"{address}CMI-SC-M-001/", f"{address}CMI-SC-M-001/?day={day}"):
        assert "stays yours until" in words(granted.worker.get(page))
    assert granted.worker.post(f"{address}CMI-SC-M-001/", {"day": day}).status_code == 422
    granted.worker.post(f"{address}CMI-SC-M-001/", {"day": day, "hour": "10"})

    assert sorted(Appointment.objects.values_list("status", "centre")) == [
        ("booked", "CMI-SC-M-001"),
        ("moved", make.CENTRE),
    ]


def test_nothing_is_moved_where_nothing_is_booked(granted: Portal):
    granted.paid("P1")

    for page in ("move/", f"move/{make.CENTRE}/"):
        assert granted.worker.get(f"{granted.home}appointment/{page}")["Location"] == f"{granted.home}appointment/"


def test_no_appointment_before_the_permit_fee_is_paid(granted: Portal):
    assert granted.worker.get(f"{granted.home}appointment/")["Location"] == granted.home
    assert granted.worker.get(f"{granted.home}appointment/{make.CENTRE}/").status_code == 409


def test_each_look_is_shown_in_plain_words(reviewed: Portal):
    page = words(reviewed.worker.get(f"{reviewed.home}looks/"))

    assert "Automatic checks" in page
    assert "preparing the worker's confirmation" in page
    assert "You" in page


def test_looks_of_others_stand_before_the_readers_own(reviewed: Portal):
    reviewed.employer.get(f"{reviewed.home}filing/")  # the newest look

    page = tree(reviewed.worker.get(f"{reviewed.home}looks/"))

    [others] = page.xpath("//main/div/table")
    party, own = page.xpath("//main/details//table")
    assert "Automatic checks" in others.text_content()
    assert not readers(others) & {"You", *readers(party)}
    assert readers(party) == {"The other party of this filing (employer or worker)"}
    assert readers(own) == {"You"}


def readers(table: HtmlElement) -> set[str]:
    return {cell.text_content().strip() for cell in table.xpath(".//td[2]")}


def test_every_kind_of_record_that_may_be_opened_has_its_words():
    known = {
        kind for purpose in [*PERSONS.values(), *MACHINES.values(), CLAIM, CONFIRM, VISIT] for kind in purpose.kinds
    }
    plain = {kind for kind in known if kind and not kind.startswith("answers/")}

    assert plain - KINDS.keys() == {"complaint", "explanation"}  # whose page has its own words


def test_letters_that_were_sent_are_listed(portal: Portal):
    page = words(portal.submitted().employer.get(f"{portal.home}letters/"))

    assert "The application was received; the filing fee is due" in page


def test_every_page_stands_in_thai_too(reviewed: Portal):
    thai = reviewed.stage.browser(reviewed.worker_person, "applicant", "th")

    for end in ("", "filing/", "looks/", "letters/", "bills/F1/"):
        page = words(thai.get(reviewed.home + end))
        assert "The " not in page.replace("The worker", ""), end


def test_the_public_check_knows_no_number_that_was_never_issued(portal: Portal):
    answer = browser("applicant").get("/p/1234567890123")

    assert answer.status_code == 404
    assert "There is no work permit with this number" in words(answer)


def test_a_mistyped_number_is_said_before_anything_is_looked_up(portal: Portal):
    answer = browser("applicant").get("/check/?number=1234567890123")

    assert answer.status_code == 422
    assert urlsplit(tree(answer).xpath("//*[@class='summary']//a/@href")[0]).fragment == "number"


def test_a_refusal_gives_reasons_words_and_the_last_day_to_appeal(reviewed: Portal):
    make.recommend(reviewed.application, by=ASSISTANT, at=reviewed.stage.at)
    registrar = Actor(make.REGISTRAR.id, Role.REGISTRAR, OFFICE)
    decision = make.refuse(reviewed.application, by=registrar, at=reviewed.stage.at)

    page = words(reviewed.worker.get(reviewed.home))

    assert make.WORDS in page
    assert show_date(decision.appeal_until, "en") in page
    assert "Refused by the registrar" in page
    assert reviewed.employer.get(f"{reviewed.home}refusal.pdf").content.startswith(b"%PDF-")


def test_a_lapsed_application_says_so(portal: Portal):
    portal.submitted()
    lapse_application(application=portal.application, at=portal.stage.at + timedelta(days=8))

    page = words(portal.employer.get(portal.home))

    assert "The application has lapsed" in page
    assert "Please do not pay this bill" in words(portal.employer.get(f"{portal.home}bills/F1/"))


def test_the_filer_reads_that_the_worker_makes_the_check_in_code(granted: Portal):
    granted.paid("P1")
    make.book(granted.application, at=granted.stage.at)
    address = f"{granted.home}appointment/"

    page = words(granted.employer.get(address))
    answer = granted.employer.post(f"{address}code/")

    assert "The worker makes the check-in code" in page
    assert "Show the check-in code" not in page
    assert answer["Location"] == address
    assert not granted.stage.asked("create_checkin")
    assert "Show the check-in code" in words(granted.worker.get(address))
