"""The worker joins by proof, reads everything, and signs exactly what stands there."""

from tests.sites.applicant.portal import BIRTH, CLAIM, Portal, tree, words
from tests.sites.conftest import browser
from workpermit.documents.models import Evidence


def test_the_invitation_is_a_link_whose_code_reaches_no_server(portal: Portal):
    portal.begin().answer("worker")

    page = tree(portal.employer.post(f"{portal.home}invitation/"))

    code = page.xpath("//*[@data-invitation-code]")[0].text
    assert page.xpath("//*[@data-invitation-link]")[0].text.endswith(f"/join/#{code}")


def test_there_is_no_invitation_before_the_worker_is_named(portal: Portal):
    portal.begin().employer.post(f"{portal.home}invitation/")

    assert portal.stage.asked("create_invitation") == []


def test_the_worker_joins_with_passport_number_and_date_of_birth(portal: Portal):
    portal.begin().complete().join()

    assert portal.application.worker_account == portal.worker_person.account
    assert "ANNA MARIA" in words(portal.worker.get(f"{portal.home}filing/"))


def test_a_wrong_date_of_birth_opens_nothing_and_keeps_what_was_typed(portal: Portal):
    portal.begin().answer("worker")

    answer = browser("applicant").post("/join/", {"code": portal.invite(), **CLAIM, "birth_date_day": "13"})

    assert answer.status_code == 422
    assert "does not match" in words(answer)
    assert tree(answer).xpath("//input[@name='passport_number']/@value") == ["L898902C3"]


def test_an_unknown_code_is_said_at_its_box(portal: Portal):
    answer = browser("applicant").post("/join/", {"code": "AAAABBBBCCCC", **CLAIM})

    assert tree(answer).xpath("//*[@class='summary']//a/@href") == ["#code"]


def test_a_code_works_once(portal: Portal):
    portal.begin().answer("worker")
    portal.join()
    code = portal.stage.calls and next(a["code"] for _n, op, a in portal.stage.calls if op == "claim_invitation")

    answer = browser("applicant").post("/join/", {"code": code, **CLAIM})

    assert "used already" in words(answer)


def test_every_box_is_asked_for(portal: Portal):
    answer = browser("applicant").post("/join/", {"code": "", "passport_number": "", **dict.fromkeys(BIRTH, "")})

    assert tree(answer).xpath("//*[@class='summary']//a/@href") == ["#code", "#passport_number", "#birth_date"]


def test_on_a_device_where_somebody_is_signed_in_the_page_asks_whose_account_it_is(portal: Portal):
    portal.begin().answer("worker")

    answer = portal.employer.post("/join/", {"code": portal.invite(), **CLAIM})

    assert tree(answer).xpath("//*[@class='summary']//a/@href") == ["#account"]


def test_an_address_alone_joins_nobody(portal: Portal):
    portal.begin().complete()
    stranger = portal.stage.browser(portal.stage.world.applicant(), "applicant")

    assert stranger.get(f"/join/{portal.case}/").status_code == 404
    assert portal.application.worker_account is None


def test_the_filer_does_not_take_the_workers_place_by_the_address(portal: Portal):
    portal.begin().complete().join().confirm()

    assert portal.employer.get(f"/join/{portal.case}/").status_code == 404

    assert portal.application.worker_account == portal.worker_person.account
    assert portal.application.confirmed_at


def test_the_worker_confirms_by_a_signature(portal: Portal):
    page = words(portal.begin().complete().join().confirm())

    assert "You have confirmed the filing" in page
    assert portal.application.confirmed_at


def test_coming_back_without_a_signature_confirms_nothing(portal: Portal):
    portal.begin().complete().join()

    answer = portal.worker.get(f"{portal.home}confirmed/")

    assert answer["Location"] == f"{portal.home}filing/"
    assert portal.application.confirmed_at is None


def test_a_change_after_the_confirmation_asks_for_a_new_one(portal: Portal):
    portal.begin().complete().join().confirm()

    portal.answer("job", title="Another title", version=1)

    assert "Needed again" in words(portal.employer.get(portal.home))
    assert "confirm again" in words(portal.worker.get(f"{portal.home}filing/"))
    assert "You have confirmed" in words(portal.confirm())


def test_nothing_is_confirmed_before_all_is_there(portal: Portal):
    portal.begin().answer("worker")
    portal.join()

    answer = portal.worker.post(f"{portal.home}confirm/")

    assert answer["Location"] == f"{portal.home}filing/"
    assert portal.stage.asked("begin_confirmation") == []


def test_the_worker_cannot_change_the_filing(portal: Portal):
    portal.begin().complete().join()

    assert portal.answer("job", client=portal.worker).status_code == 404
    assert portal.worker.get(f"{portal.home}invitation/").status_code == 404
    assert portal.worker.post(f"{portal.home}withdraw/").status_code == 404
    assert Evidence.objects.filter(case=portal.case).exclude(status="ready").count() == 0


def test_after_the_first_submission_the_page_offers_no_new_invitation(portal: Portal):
    portal.begin().complete().join().confirm()
    before = words(portal.employer.get(f"{portal.home}invitation/"))
    assert portal.employer.post(f"{portal.home}check/")["Location"] == f"{portal.home}submitted/"
    portal.employer.post(f"{portal.home}amend/")

    page = words(portal.employer.get(f"{portal.home}invitation/"))
    asked = len(portal.stage.asked("create_invitation"))
    answer = portal.employer.post(f"{portal.home}invitation/")

    assert "that account gets a letter" in before
    assert "stays the worker" in page
    assert "new invitation" not in page.replace("no new invitation is needed", "")
    assert answer.status_code == 409
    assert len(portal.stage.asked("create_invitation")) == asked
