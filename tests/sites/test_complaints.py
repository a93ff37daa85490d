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

STATEMENT = "Two counters were out of order until noon; both are repaired."

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


@pytest.fixture
def manager(stage: Stage) -> Client:
    return stage.browser(stage.at_site(stage.world.staff(Role.CENTRE_MANAGER, make.CENTRE), "centre"), "centre")


def test_the_centres_manager_sees_number_and_dates_but_never_the_words_and_makes_one_statement(
    citizen: Client, officer: Client, manager: Client, stage: Stage
) -> None:
    assert "Nobody has complained about this centre." in words(manager.get("/manage/complaints/"))
    home = complain(citizen)["Location"]
    made = Complaint.objects.get()
    page = words(manager.get("/manage/complaints/"))
    assert show_number(made.number) in page
    assert "To be answered by" in page
    assert WORDS not in page
    assert "1 complaint waits for an answer" in words(manager.get("/manage/"))

    act = f"/manage/complaints/{made.pk}/explain/"
    for _time in range(2):
        assert manager.post(act, {"words": STATEMENT})["Location"] == "/manage/complaints/"

    assert "Make the centre's statement" not in words(manager.get("/manage/complaints/"))
    assert STATEMENT not in words(manager.get("/manage/complaints/"))
    assert "with the centre's statement" in words(officer.get("/complaints/"))
    seen = words(officer.get(home))
    assert seen.index(WORDS) < seen.index(STATEMENT)
    assert STATEMENT not in words(citizen.get(home))
    assert "The centre's statement" in words(citizen.get(f"{home}looks/"))
    assert [args for args in stage.asked("open") if args["purpose"] == "review"]


@pytest.mark.parametrize(("typed", "says"), [(" ", "Write how it was."), ("x" * 4001, "Please shorten this")])
def test_a_statement_that_says_nothing_or_too_much_is_said_and_stays(
    citizen: Client, manager: Client, typed: str, says: str
) -> None:
    complain(citizen)

    answer = manager.post(f"/manage/complaints/{Complaint.objects.get().pk}/explain/", {"words": typed})

    assert answer.status_code == 400
    assert says in words(answer)
    assert typed.strip() in answer.content.decode()
    assert Complaint.objects.get().explanation is None


def test_a_manager_of_another_centre_and_a_clerk_find_nothing(citizen: Client, stage: Stage) -> None:
    complain(citizen)
    act = f"/manage/complaints/{Complaint.objects.get().pk}/explain/"
    other = stage.at_site(stage.world.staff(Role.CENTRE_MANAGER, "CMI-SC-M-001"), "centre")

    assert stage.browser(other, "centre").post(act, {"words": STATEMENT}).status_code == 404
    assert stage.browser(stage.clerk(), "centre").post(act, {"words": STATEMENT}).status_code == 403


def test_the_department_sees_how_many_wait_and_how_many_are_late(citizen: Client, stage: Stage) -> None:
    complain(citizen)
    Complaint.objects.update(due_on="2020-01-01")
    person = stage.world.sign_in(stage.world.staff(Role.POLICY_OFFICER, "DOE"), "oversight")

    page = words(stage.browser(person, "oversight").get("/centres/?show=complaints"))

    assert "answers are late" in page
    assert "The employment office of the province answers within 15 days." in page
    assert "The period is a setting of this service." in page
    assert WORDS not in page
