"""A complaint on both its sites, with a vault that really judges."""

from typing import Any

import pytest
from django.test import Client

from tests import make
from tests.complaints.make import REPLY, WORDS
from tests.sites.applicant.portal import tree, words
from tests.sites.staff import Stage, key_store, sleeping_guards, stage, vault_database
from workpermit.complaints.models import Complaint
from workpermit.core.actors import Role
from workpermit.core.ids import show_number

__all__ = ["key_store", "sleeping_guards", "stage", "vault_database"]


@pytest.fixture
def citizen(stage: Stage) -> Client:
    return stage.browser(stage.world.applicant(), "applicant")


@pytest.fixture
def officer(stage: Stage) -> Client:
    return stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")


def complain(client: Client, topic: str = "centre_service", **typed: str) -> Any:
    address = f"/complaints/new/{topic}/"
    ticket = tree(client.get(address)).xpath("//input[@name='ticket']/@value")[0]
    return client.post(address, {"ticket": ticket, "about": make.CENTRE, "words": WORDS} | typed)


def test_a_complaint_is_filed_answered_reopened_and_answered_again(citizen: Client, officer: Client) -> None:
    home = complain(citizen)["Location"]
    page = words(citizen.get(home))
    number = show_number(Complaint.objects.get().number)
    assert number in page
    assert WORDS in page
    assert "The office is to answer by" in page

    assert number in words(officer.get("/complaints/"))
    assert WORDS in words(officer.get(home))
    officer.post(f"{home}take/")
    assert "The office is looking into it" in words(citizen.get(home))
    officer.post(f"{home}answer/", {"words": REPLY})
    page = words(citizen.get(home))
    assert REPLY in page
    assert "Does the answer settle it?" in page

    citizen.post(f"{home}reopen/", {"words": "It happened again."})
    assert "It happened again." in words(officer.get(home))
    assert "This is the second and last answer" in words(officer.get(home))
    officer.post(f"{home}answer/", {"words": "A third counter opened."})
    page = words(citizen.get(home))
    assert "A third counter opened." in page
    assert "If something else happens" in page


def test_whoever_filed_it_sees_who_opened_it(citizen: Client, officer: Client) -> None:
    home = complain(citizen)["Location"]
    officer.get(home)

    page = words(citizen.get(f"{home}looks/"))

    assert "Assistant registrar" in page
    assert "reading the complaint in order to answer it" in page
    assert "The complaint" in page
    assert show_number(Complaint.objects.get().number) in page


def test_closing_twice_closes_once(citizen: Client) -> None:
    home = complain(citizen)["Location"]

    assert [citizen.post(f"{home}close/").status_code for _ in range(2)] == [302, 302]
    assert Complaint.objects.get().status == "closed"


def test_a_mistake_keeps_what_was_typed(citizen: Client) -> None:
    answer = complain(citizen, about="")

    assert answer.status_code == 422
    assert "Choose what the complaint is about." in words(answer)
    assert WORDS in words(answer)
    assert Complaint.objects.count() == 0


def test_an_answer_without_words_is_asked_for_again(citizen: Client, officer: Client) -> None:
    home = complain(citizen)["Location"]
    officer.post(f"{home}take/")

    answer = officer.post(f"{home}answer/", {"words": " "})

    assert answer.status_code == 400
    assert "Write the answer." in words(answer)


def test_a_reopening_without_words_is_asked_for_again(citizen: Client, officer: Client) -> None:
    home = complain(citizen)["Location"]
    officer.post(f"{home}take/")
    officer.post(f"{home}answer/", {"words": REPLY})

    answer = citizen.post(f"{home}reopen/", {"words": ""})

    assert answer.status_code == 422
    assert "Write what happened." in words(answer)


def test_without_an_application_the_page_says_what_to_do(citizen: Client) -> None:
    page = citizen.get("/complaints/new/case_slow/")

    assert "You have no submitted application." in words(page)
    assert tree(page).xpath("//main//form[@method='post']") == []


def test_empty_lists_say_so(citizen: Client, officer: Client) -> None:
    assert "You have filed no complaint." in words(citizen.get("/complaints/"))
    assert "No complaint waits for your office." in words(officer.get("/complaints/"))
    assert citizen.get("/complaints/new/weather/").status_code == 404


def test_another_account_and_another_office_find_nothing(stage: Stage, citizen: Client) -> None:
    home = complain(citizen)["Location"]
    stranger = stage.browser(stage.world.applicant(), "applicant")
    other = stage.browser(stage.officer(Role.REGISTRAR, office="O-50"), "registrar")

    for client in (stranger, other):
        assert client.get(home).status_code == 404
    assert stranger.get(f"{home}looks/").status_code == 404
    for path in ("reopen/", "close/"):
        assert stranger.post(f"{home}{path}", {"words": "x"}).status_code == 404
    for path in ("take/", "answer/"):
        assert other.post(f"{home}{path}", {"words": "x"}).status_code == 404
    assert Complaint.objects.get().status == "filed"


def test_the_desk_counts_what_waits(citizen: Client, officer: Client) -> None:
    complain(citizen)

    assert "Complaints 1" in words(officer.get("/"))
