"""Blank cards of all centres at the Department, and the second person's decision."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.card_stock.make import CLERK, HERE, OTHER_CLERK, delivery, serials
from tests.make import NOON
from tests.sites.staff import Stage
from workpermit.card_stock.models import WriteOff
from workpermit.card_stock.queries import balance_of
from workpermit.card_stock.services import count_stock, use_blank
from workpermit.core.actors import Role
from workpermit.core.ids import uuid7

PAGE = "/card-stock/"


@pytest.fixture
def officer(stage: Stage) -> Client:
    return stage.browser(stage.world.sign_in(stage.world.staff(Role.POLICY_OFFICER, "DOE"), "oversight"), "oversight")


@pytest.fixture
def missing(officer: Client) -> WriteOff:
    """One card of a hundred that a count did not find."""
    delivery()
    count_stock(count=uuid7(), counted=[serials(1, 99)], by=CLERK, at=NOON)
    return WriteOff.objects.get()


def words(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_every_centre_that_has_cards_is_shown_with_its_sum(officer: Client) -> None:
    assert "No centre has received a card yet." in words(officer.get(PAGE))
    delivery()
    delivery(301, 350, by=OTHER_CLERK)

    page = words(officer.get(PAGE))

    assert "BKK-SC-M-001 Running low 100 0 0 0 0 0 100 0" in page
    assert "CMI-SC-M-001 Running low 50 0 0 0 0 0 50 0" in page
    assert "Nothing waits." in page


def test_a_write_off_is_approved_once_with_a_reason(officer: Client, missing: WriteOff) -> None:
    page = f"{PAGE}write-offs/{missing.pk}/"
    assert page in officer.get(PAGE).content.decode()

    without = officer.post(f"{page}approve/", {"remark": " "})
    first = officer.post(f"{page}approve/", {"remark": "The safe was searched."})
    twice = officer.post(f"{page}approve/", {"remark": "Again."})

    assert "Write why" in words(without)
    assert (first.status_code, first["Location"]) == (302, PAGE)
    assert twice.status_code == 409
    assert (balance_of(HERE).written_off, balance_of(HERE).stock) == (1, 99)
    assert "The safe was searched." in words(officer.get(page))


def test_a_rejected_one_stays_on_the_books(officer: Client, missing: WriteOff) -> None:
    officer.post(f"{PAGE}write-offs/{missing.pk}/reject/", {"remark": "Look in printer 2."})

    missing.refresh_from_db()
    assert missing.status == "rejected"
    assert balance_of(HERE).stock == 100
    assert "To be looked for" in words(officer.get(PAGE))


def test_a_card_that_was_used_meanwhile_is_not_written_off(officer: Client, missing: WriteOff) -> None:
    use_blank(serial=serials(100).first, card=uuid7(), by=CLERK, at=NOON)

    answer = officer.post(f"{PAGE}write-offs/{missing.pk}/approve/", {"remark": "Gone."})

    assert answer.status_code == 400
    assert "used or moved since" in words(answer)
    missing.refresh_from_db()
    assert missing.status == "proposed"


def test_what_is_not_there_is_not_found(officer: Client) -> None:
    for end in ("", "approve/", "reject/"):
        ask = officer.post if end else officer.get
        assert ask(f"{PAGE}write-offs/{uuid7()}/{end}", {"remark": "No."}).status_code == 404


def test_the_page_is_thai_for_a_thai_reader(officer: Client, missing: WriteOff) -> None:
    page = words(officer.get(f"{PAGE}write-offs/{missing.pk}/", headers={"accept-language": "th"}))

    assert "ตัดจำหน่ายบัตรเหล่านี้" in page
    assert "Write these cards off" not in page
