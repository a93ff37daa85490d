"""The queue of an office, finding a case, and one case opened in one look."""

from uuid import uuid4

import pytest

from tests.services.drive import Drive
from tests.sites.staff import OFFICE, PROVINCE, Stage, picture
from workpermit.core.actors import Role
from workpermit.core.ids import new_application_number, show_number
from workpermit.documents.queries import list_pages


def test_the_queue_shows_numbers_and_never_names(stage: Stage):
    application = stage.in_review()
    assistant = stage.officer(Role.ASSISTANT_REGISTRAR)

    page = stage.browser(assistant, "registrar").get("/").content.decode()

    assert show_number(application.number) in page
    assert "ERIKSSON" not in page
    assert not stage.asked("open")


def test_each_officer_sees_what_waits_for_them(stage: Stage):
    reviewed, decided = stage.in_review(), stage.recommended()
    registrar = stage.officer(Role.REGISTRAR)

    page = stage.browser(registrar, "registrar").get("/").content.decode()

    assert show_number(decided.number) in page
    assert show_number(reviewed.number) not in page


def test_an_empty_queue_says_so(stage: Stage):
    registrar = stage.officer(Role.REGISTRAR)

    page = stage.browser(registrar, "registrar").get("/").content.decode()

    assert "Nothing waits for you." in page


def test_a_misread_number_is_told_apart_from_an_unknown_one(stage: Stage):
    registrar = stage.browser(stage.officer(Role.REGISTRAR), "registrar")
    number = new_application_number(2569)
    misread = number[:5] + ("0" if number[5] != "0" else "1") + number[6:]

    assert "check digits do not fit" in registrar.get("/find/", {"number": misread}).content.decode()
    assert "no application with this number" in registrar.get("/find/", {"number": number}).content.decode()
    assert "has 13 digits" in registrar.get("/find/", {"number": "123"}).content.decode()


def test_a_number_leads_to_its_case(stage: Stage):
    application = stage.in_review()
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")

    answer = assistant.get("/find/", {"number": show_number(application.number)})

    assert answer["Location"] == f"/applications/{application.pk}/"


def test_a_case_is_opened_in_one_look_and_shows_answers_checks_and_confirmation(stage: Stage):
    application = stage.in_review(employer={"capital": "1000"})
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")
    stage.calls.clear()

    answer = assistant.get(f"/applications/{application.pk}/")
    page = answer.content.decode()

    assert answer.status_code == 200
    assert [op for _name, op, _args in stage.calls] == ["open"]
    assert "ERIKSSON" in page
    assert "Paid-up capital as declared" in page
    assert "Signed by the worker" in page
    assert answer["Cache-Control"] == "no-store"
    assert stage.world.log(application.pk)[-1]["purpose"] == "review"


def test_what_people_typed_is_text_and_never_markup(stage: Stage):
    application = stage.in_review(employer={"address": "99 <b>&</b> road"})
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")

    page = assistant.get(f"/applications/{application.pk}/").content.decode()

    assert "99 &lt;b&gt;&amp;&lt;/b&gt; road" in page
    assert "<b>&" not in page


def test_an_unconfirmed_filing_says_so_and_cannot_be_granted(stage: Stage):
    application = stage.recommended(confirm=False)
    registrar = stage.browser(stage.officer(Role.REGISTRAR), "registrar")

    page = registrar.get(f"/applications/{application.pk}/").content.decode()

    assert "The worker has not signed this filing." in page
    assert "disabled" in page


def test_another_offices_case_is_not_found(stage: Stage):
    application = stage.in_review()
    elsewhere = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR, office="O-20"), "registrar")

    assert elsewhere.get(f"/applications/{application.pk}/").status_code == 404


def test_a_case_before_its_checks_is_not_at_the_desk_yet_and_is_not_opened(stage: Stage):
    application = stage.paid()
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")
    stage.calls.clear()

    answer = assistant.get(f"/applications/{application.pk}/")

    assert answer.status_code == 409
    assert "not at the desk yet" in answer.content.decode()
    assert not stage.asked("open")


def test_a_page_image_is_decrypted_for_the_request_and_not_kept(stage: Stage):
    application = stage.in_review()
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")
    page = list_pages(application.pk)[0]

    answer = assistant.get(f"/applications/{application.pk}/pages/{page.record}/")

    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "no-store"
    assert answer.content == picture(page.evidence.document)


def test_an_image_of_another_case_is_not_shown(stage: Stage):
    application, other = stage.in_review(), stage.in_review()
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")
    page = list_pages(other.pk)[0]

    assert assistant.get(f"/applications/{application.pk}/pages/{page.record}/").status_code == 404
    assert assistant.get(f"/applications/{application.pk}/pages/{uuid4()}/").status_code == 404


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_pages_are_in_the_readers_language(stage: Stage, language: str):
    application = stage.in_review()
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar", language)

    page = assistant.get(f"/applications/{application.pk}/").content.decode()

    assert ("Look at this first" in page or "All checks in order" in page) == (language == "en")


def test_the_officer_reads_that_nobody_has_checked_in_what_capacity_it_was_filed(stage: Stage):
    application = stage.in_review()
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")

    page = assistant.get(f"/applications/{application.pk}/").content.decode()

    assert "the system has not checked it" in page
    assert "an authority vouches" not in page


def test_where_an_authority_vouches_the_officer_reads_that_the_worker_signs_nothing(stage: Stage):
    """Section 62: an ordinary account can say that it files for the authority."""
    drive = Drive(stage, "s62_boi_new", changes={"workplace": {"province": PROVINCE}})
    drive.submit()
    drive.check()
    assistant = stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR, office=OFFICE), "registrar")

    page = assistant.get(f"/applications/{drive.case}/").content.decode()

    assert "an authority vouches for the filing" in page
