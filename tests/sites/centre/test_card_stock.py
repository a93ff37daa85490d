"""The pages of a centre's blank cards, as a clerk uses them."""

import re
from collections.abc import Mapping

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.card_stock.make import CLERK, HERE, OFFICER, OTHER_CLERK, THERE, delivery, serials
from tests.make import NOON
from tests.sites.staff import Stage
from workpermit.card_stock.models import Transfer, WriteOff
from workpermit.card_stock.queries import Balance, balance_of
from workpermit.card_stock.services import receive_blanks, reject_write_off, send_blanks
from workpermit.core.ids import uuid7

STOCK = "/cards/stock/"
RANGE = {"first": "TH-0000-0001", "last": "th 0000 0100"}


@pytest.fixture
def clerk(stage: Stage) -> Client:
    return stage.browser(stage.clerk(), "centre")


def words(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def fill(clerk: Client, page: str, form: Mapping[str, str]) -> HttpResponse:
    """Open a form and send it twice, as an impatient hand does."""
    (asked,) = re.findall(r'name="form" value="([^"]+)"', clerk.get(page).content.decode())
    clerk.post(page, {**form, "form": asked})
    return clerk.post(page, {**form, "form": asked})


def test_a_delivery_is_received_once_and_the_sum_is_shown(clerk: Client) -> None:
    assert "No card has come yet." in words(clerk.get(STOCK))

    answer = fill(clerk, f"{STOCK}receive/", RANGE | {"note": "D-17"})

    assert answer["Location"] == STOCK
    assert balance_of(HERE) == Balance(received=100, stock=100)
    page = words(clerk.get(STOCK))
    assert "D-17" in page
    assert "TH-0000-0001 – TH-0000-0100" in page


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"first": "123"}, "Two letters and eight digits"),
        ({"first": "TH00000009", "last": "TH00000001"}, "The last serial comes after the first."),
    ],
)
def test_a_serial_that_cannot_be_is_said_at_its_field(clerk: Client, form: dict[str, str], says: str) -> None:
    answer = clerk.post(f"{STOCK}receive/", form)

    assert answer.status_code == 400
    assert says in words(answer)
    assert form["first"] in answer.content.decode()


def test_a_serial_that_was_entered_before_is_told_with_its_place(clerk: Client) -> None:
    delivery(50, 60, by=OTHER_CLERK)

    answer = clerk.post(f"{STOCK}receive/", RANGE)

    assert answer.status_code == 400
    assert "Received before: TH-0000-0050 – TH-0000-0060, " in words(answer)
    assert balance_of(HERE) == Balance()


def test_a_box_is_sent_and_accepted_with_what_is_missing(clerk: Client) -> None:
    delivery(1, 100, by=OTHER_CLERK)
    box = send_blanks(transfer=uuid7(), serials=serials(1, 30), receiver=HERE, by=OTHER_CLERK, at=NOON)
    page = f"{STOCK}accept/{box.pk}/"
    assert page in clerk.get(STOCK).content.decode()
    assert "TH-0000-0001 – TH-0000-0030" in clerk.get(page).content.decode()

    wrong = clerk.post(page, {"ranges": "TH00000001 TH00000031"})
    fill(clerk, page, {"ranges": "TH00000001 - TH00000010\nTH-0000-0012–TH-0000-0030\n"})

    assert "was not sent in this box" in words(wrong)
    assert balance_of(HERE).stock == 29
    assert WriteOff.objects.get().first == serials(11).first
    assert "This box was accepted." in words(clerk.get(page))
    assert "missing in a box" in words(clerk.get(STOCK))


def test_a_card_that_was_found_after_the_department_said_no_is_accepted(clerk: Client) -> None:
    delivery(1, 100, by=OTHER_CLERK)
    box = send_blanks(transfer=uuid7(), serials=serials(1, 30), receiver=HERE, by=OTHER_CLERK, at=NOON)
    page = f"{STOCK}accept/{box.pk}/"
    fill(clerk, page, {"ranges": "TH00000001 - TH00000029"})
    assert page not in clerk.get(STOCK).content.decode()
    reject_write_off(write_off=WriteOff.objects.get().pk, remark="Look again.", by=OFFICER, at=NOON)
    assert page in clerk.get(STOCK).content.decode()
    assert "did not write off the cards below" in words(clerk.get(page))

    fill(clerk, page, {"ranges": "TH00000030"})

    assert balance_of(HERE).stock == 30
    assert page not in clerk.get(STOCK).content.decode()


def test_a_box_for_another_centre_is_not_found(clerk: Client) -> None:
    delivery()
    box = send_blanks(transfer=uuid7(), serials=serials(1), receiver=THERE, by=CLERK, at=NOON)

    assert clerk.get(f"{STOCK}accept/{box.pk}/").status_code == 404
    assert clerk.get(f"{STOCK}accept/{uuid7()}/").status_code == 404


def test_cards_are_sent_to_a_centre_of_the_list(clerk: Client) -> None:
    delivery()

    nowhere = clerk.post(f"{STOCK}send/", RANGE | {"receiver": HERE})
    fill(clerk, f"{STOCK}send/", {"first": "TH00000001", "receiver": THERE})

    assert "Choose the centre." in words(nowhere)
    assert Transfer.objects.get().receiver == THERE
    assert balance_of(HERE).left == 1


def test_spoiled_cards_need_a_reason_and_leave_the_stock(clerk: Client) -> None:
    delivery()

    without = clerk.post(f"{STOCK}spoil/", {"first": "TH00000005"})
    fill(clerk, f"{STOCK}spoil/", {"first": "TH00000005", "reason": "damaged"})

    assert "Choose why." in words(without)
    assert balance_of(HERE).spoiled == 1
    again = clerk.post(f"{STOCK}spoil/", {"first": "TH00000005", "reason": "damaged"})
    assert "TH-0000-0005 is spoiled" in words(again)


def test_a_count_compares_and_what_is_missing_waits_for_the_department(clerk: Client) -> None:
    delivery()
    assert "TH-0000-0100" not in words(clerk.get(f"{STOCK}count/"))

    fill(clerk, f"{STOCK}count/", {"ranges": "TH00000001 TH00000097\nTH00000099"})

    assert sorted(WriteOff.objects.values_list("first", flat=True)) == [serials(98).first, serials(100).first]
    page = words(clerk.get(STOCK))
    assert "98 there, 2 missing" in page
    assert "Waits for a decision" in page
    again = clerk.post(f"{STOCK}count/", {"ranges": "TH00000001 TH00000100"})
    assert again.status_code == 409
    assert "wait for a decision of the Department" in words(again)


@pytest.mark.parametrize(
    ("ranges", "says"),
    [
        ("TH00000001 TH00000101", "TH-0000-0101 is not on the books."),
        ("TI00000001", "TI-0000-0001 is in the stock of"),
        ("TH00000001\nTH00000001", "A serial stands in two lines."),
        ("TH00000001\nnine cards", "Line 2 is not a serial"),
        ("TH00000001 and TH00000002", "Line 1 is not a serial"),
        ("TH00000002 TH00000001", "Line 1 does not go up"),
        ("\n".join(f"TH{number:08d}" for number in range(1, 503)), "At most 500 lines."),
    ],
)
def test_a_count_that_cannot_be_right_says_where(clerk: Client, ranges: str, says: str) -> None:
    delivery()
    receive_blanks(movement=uuid7(), serials=serials(1, letters="TI"), note="", by=OTHER_CLERK, at=NOON)

    answer = clerk.post(f"{STOCK}count/", {"ranges": ranges})

    assert answer.status_code == 400
    assert says in words(answer)
    assert not WriteOff.objects.exists()


def test_the_pages_are_thai_for_a_thai_reader(stage: Stage) -> None:
    clerk = stage.browser(stage.clerk(), "centre", "th")

    page = words(clerk.get(STOCK))

    assert "บัตรเปล่า" in page
    assert "Blank cards" not in page
