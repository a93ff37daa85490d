"""A card from its place in the queue to the worker's hand, at the pages of a centre."""

import re
from base64 import b64decode
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
import zxingcpp
from django.http import HttpResponse
from PIL import Image

from tests import make
from tests.card_stock.make import CLERK, HERE, THERE, delivery, serials
from tests.sites.centre.counter import Counter
from tests.sites.centre.test_paper import PAPER
from tests.sites.staff import Stage
from tests.vault.world import refused
from workpermit.applications.models import Application
from workpermit.card_stock.queries import balance_of
from workpermit.cards.models import Card
from workpermit.cards.services import personalise_card, queue_card
from workpermit.cards.tasks import make_card_file
from workpermit.core.ids import new_permit_number, show_number, uuid7
from workpermit.letters.queries import list_letters


class Printer(Counter):
    """A counter whose visitor's permit was issued, and its card."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.check_in()
        self.confirm()
        self.permit = make.issue(Application.objects.get(pk=self.application.pk), credential=b"signed by the vault")
        self.known_to_the_vault()
        self.card = queue_card(
            application=self.application.pk,
            appointment=self.appointment.pk,
            centre=HERE,
            permit=self.permit.number,
            at=stage.at,
        )
        self.code = self.card_code()

    def known_to_the_vault(self) -> None:
        """The rows that signing a permit leaves in the vault; signing has tests of its own."""
        database, at = self.stage.world.vault.database, self.stage.at
        decision, case = uuid4(), self.application.pk
        database.run(
            "INSERT INTO decision (decision, nonce, digest, case_id, registrar, seen_at) VALUES (%s,%s,%s,%s,%s,%s)",
            decision, decision.bytes, b"", case, uuid4(), at,
        )  # fmt: skip
        database.run(
            "INSERT INTO permit (number, decision, case_id, credential, issued_at, valid_from, valid_until) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            self.permit.number, decision, case, b"", at, self.permit.valid_from, self.permit.valid_until,
        )  # fmt: skip

    def card_code(self) -> str:
        """What the worker makes on the permit's page; that of the visit was used up."""
        worker = self.stage.browser(self.stage.workers[self.application.pk], "applicant")
        page = worker.post(f"/applications/{self.application.pk}/card-code/").content.decode()
        (code,) = re.findall(r"data-checkin-code>([^<]+)<", page)
        return str(code)

    def act(self, end: str, signed: tuple[str, UUID] | None = None, **form: str) -> HttpResponse:
        proof = self.sign(*signed) if signed else {}
        return self.clerk.post(f"/cards/{self.card.pk}/{end}", form | proof)

    def use(self, number: int = 7) -> HttpResponse:
        return self.act("personalise/", serial=f"TH-0000-{number:04d}")

    def take(self) -> HttpResponse:
        self.card.refresh_from_db()
        return self.act("file/", ("take_card", self.card.blank or uuid7()))

    def hand_over(self, serial: str = "TH00000007", code: str | None = None) -> HttpResponse:
        return self.act(
            "issue/", ("hand_over_card", self.appointment.pk), serial=serial, code=self.code if code is None else code
        )

    def hand_over_by_paper(self, serial: str = "TH00000007", **changes: str) -> HttpResponse:
        return self.act(
            "issue/by-paper/", ("hand_over_by_paper", self.appointment.pk), **(PAPER | {"serial": serial} | changes)
        )

    def page(self) -> str:
        return words(self.clerk.get(f"/cards/{self.card.pk}/"))

    def where(self) -> str:
        return Card.objects.get(pk=self.card.pk).status


@pytest.fixture
def printer(stage: Stage) -> Printer:
    made = Printer(stage)
    delivery()
    return made


def words(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def pictures(answer: HttpResponse) -> list[Image.Image]:
    found = re.findall(r"data:image/png;base64,([^\"]+)", answer.content.decode())
    return [Image.open(BytesIO(b64decode(one))) for one in found]


def test_a_card_is_printed_and_handed_to_whoever_shows_the_code(printer: Printer) -> None:
    assert show_number(printer.permit.number) in words(printer.clerk.get("/cards/"))
    assert "ERIKSSON" not in printer.page()

    printer.use()
    make_card_file(str(printer.card.pk))
    taken = printer.take()

    _front, back = pictures(taken)
    (code,) = zxingcpp.read_barcodes(back)
    assert code.text == f"http://applicant.localhost:8400/p/{printer.permit.number}#c2lnbmVkIGJ5IHRoZSB2YXVsdA"
    assert taken["Cache-Control"] == "no-store"
    assert "c2lnbmVkIGJ5IHRoZSB2YXVsdA" in taken.content.decode()
    printer.act("printed/")
    assert printer.hand_over().status_code == 302
    assert printer.where() == "issued"
    assert balance_of(HERE).used == 1
    assert "Handed over" in printer.page()


def test_the_file_is_handed_out_once_and_the_page_says_what_to_do(printer: Printer) -> None:
    printer.use()
    early = printer.take()
    make_card_file(str(printer.card.pk))
    first, second = printer.take(), printer.take()
    make_card_file(str(printer.card.pk))

    assert "The file is still being made." in words(early)
    assert first.status_code == 200
    assert second.status_code == 400
    assert "handed out already" in words(second)
    assert pictures(second) == []
    assert "handed out already" in words(printer.take())


def test_a_file_that_ran_out_is_made_anew(printer: Printer, stage: Stage) -> None:
    printer.use()
    make_card_file(str(printer.card.pk))
    stage.world.vault.database.run("UPDATE card_file SET until = now() - interval '1 minute'")

    assert "being made anew" in words(printer.take())
    make_card_file(str(printer.card.pk))
    assert len(pictures(printer.take())) == 2


def test_nothing_comes_without_the_device(printer: Printer) -> None:
    printer.use()
    make_card_file(str(printer.card.pk))

    answer = printer.act("file/")

    assert answer.status_code in (403, 409)
    assert pictures(answer) == []


def test_a_jam_in_the_middle_takes_another_blank_and_another_file(printer: Printer) -> None:
    printer.use()
    make_card_file(str(printer.card.pk))
    printer.take()

    without = printer.act("spoil/")
    printer.act("spoil/", reason="jam")

    assert "Choose why." in words(without)
    assert printer.where() == "queued"
    assert "TH-0000-0007 is spoiled" in words(printer.use())
    printer.use(8)
    make_card_file(str(printer.card.pk))
    assert len(pictures(printer.take())) == 2
    assert (balance_of(HERE).spoiled, balance_of(HERE).used) == (1, 1)


@pytest.mark.parametrize(
    ("serial", "says"),
    [("", "Scan the serial"), ("TH00000999", "is not on the books"), ("12345678", "Scan the serial")],
)
def test_a_blank_that_cannot_be_used_is_told_at_its_field(printer: Printer, serial: str, says: str) -> None:
    answer = printer.act("personalise/", serial=serial)

    assert answer.status_code == 400
    assert says in words(answer)
    assert printer.where() == "queued"


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"serial": "TH00000008"}, "This is another card."),
        ({"serial": ""}, "Scan the serial"),
        ({"code": "1"}, "The code has 8 digits."),
        ({"code": "00000000"}, "This code is not right."),
    ],
)
def test_a_card_is_kept_where_serial_or_code_is_wrong(printer: Printer, form: dict[str, str], says: str) -> None:
    printer.use()
    printer.act("printed/")

    answer = printer.hand_over(**form)

    assert answer.status_code == 400
    assert says in words(answer)
    assert printer.where() == "printed"


def test_a_card_of_another_centre_is_not_found(printer: Printer) -> None:
    elsewhere = queue_card(
        application=uuid7(), appointment=uuid7(), centre=THERE, permit=new_permit_number(), at=printer.stage.at
    )

    assert printer.clerk.get(f"/cards/{elsewhere.pk}/").status_code == 404
    assert printer.clerk.get(f"/cards/{uuid7()}/").status_code == 404
    assert show_number(elsewhere.permit) not in words(printer.clerk.get("/cards/"))


def test_the_worker_reads_that_the_card_was_printed_and_handed_over(printer: Printer, stage: Stage) -> None:
    printer.use()
    make_card_file(str(printer.card.pk))
    printer.take()
    printer.act("printed/")
    printer.hand_over()

    rows: list[dict[str, Any]] = stage.world.log(printer.application.pk)
    assert [row["purpose"] for row in rows if row["actor"] and row["granted"]][-2:] == ["take_card", "hand_over_card"]


def test_the_log_says_handed_over_only_of_a_printed_card_and_once(printer: Printer, stage: Stage) -> None:
    printer.use()
    early = printer.hand_over()
    printer.act("printed/")
    first, second = printer.hand_over(), printer.hand_over()

    assert [answer.status_code for answer in (early, first, second)] == [302, 302, 302]
    assert printer.where() == "issued"
    rows: list[dict[str, Any]] = stage.world.log(printer.application.pk)
    assert [row["purpose"] for row in rows].count("hand_over_card") == 1


def test_the_worker_makes_a_code_for_the_card_and_nobody_else_does(printer: Printer, stage: Stage) -> None:
    case = printer.application.pk
    filer = stage.browser(stage.filers[case], "applicant")
    printer.use()
    printer.act("printed/")

    assert filer.post(f"/applications/{case}/card-code/").status_code == 404
    code = printer.card_code()

    assert "This code is not right." in words(printer.hand_over())  # the one before
    assert printer.hand_over(code=code).status_code == 302
    assert printer.check_in(code).status_code == 400  # it opens no visit


def test_the_code_that_the_clerk_heard_at_the_check_in_hands_no_card_over(stage: Stage) -> None:
    counter = Counter(stage)
    counter.check_in()
    counter.confirm()

    device = stage.world.sign_act(counter.person, "hand_over_card", counter.appointment.pk)
    said = {"appointment": counter.appointment.pk, "code": counter.code, "device": device}
    with refused("bad_code"):
        stage.world.ask("operator", "hand_over_card", token=counter.person.token, **said)


def test_without_a_telephone_the_passport_is_shown_and_both_parties_get_a_letter(
    printer: Printer, stage: Stage
) -> None:
    stage.world.vault.database.run("DELETE FROM paper_attempt")
    printer.use()
    printer.act("printed/")

    for changes, says in (
        ({"serial": "TH00000008"}, "This is another card."),
        ({"passport_number": ""}, "Passport number"),
        ({"birth_date_year": "1991"}, "This is not the number and birth date"),
    ):
        answer = printer.hand_over_by_paper(**changes)
        assert answer.status_code == 400
        assert says in words(answer)
        assert printer.where() == "printed"
    assert printer.hand_over_by_paper().status_code == 302
    assert printer.hand_over_by_paper().status_code == 302  # once

    assert printer.where() == "issued"
    letters = [one for one in list_letters(printer.application.pk) if one.template == "card_by_paper"]
    assert len(letters) == 2
    rows = [row["purpose"] for row in stage.world.log(printer.application.pk) if row["granted"]]
    assert rows.count("hand_over_by_paper") == 1


def test_no_file_is_drawn_for_a_card_that_waits(printer: Printer, stage: Stage) -> None:
    make_card_file(str(printer.card.pk))

    assert stage.asked("open_card") == []


@pytest.mark.parametrize("changes", [{"blank": uuid7()}, {"serial": serials(8).first}])
def test_no_file_is_drawn_for_a_blank_that_the_ledger_did_not_give(
    printer: Printer, stage: Stage, changes: dict[str, object]
) -> None:
    """The centre's login writes the card's row as it likes; movements it can only add."""
    printer.use()
    Card.objects.filter(pk=printer.card.pk).update(**changes)

    make_card_file(str(printer.card.pk))

    assert stage.asked("open_card") == []


def test_a_blank_of_another_card_makes_no_second_file(printer: Printer, stage: Stage) -> None:
    printer.use()
    given = Card.objects.get(pk=printer.card.pk)
    other = queue_card(
        application=given.application, appointment=uuid7(), centre=HERE, permit=new_permit_number(), at=stage.at
    )
    printer.act("spoil/", reason="jam")
    personalise_card(card=other.pk, serial=serials(8).first, by=CLERK, at=stage.at)
    Card.objects.filter(pk=other.pk).update(serial=given.serial, blank=given.blank)

    make_card_file(str(other.pk))

    assert stage.asked("open_card") == []


def test_the_pages_are_thai_for_a_thai_reader(printer: Printer, stage: Stage) -> None:
    thai = stage.browser(printer.person, "centre", "th")

    assert "บัตรที่ต้องพิมพ์และส่งมอบ" in words(thai.get("/cards/"))
    assert "ใช้บัตรเปล่านี้" in words(thai.get(f"/cards/{printer.card.pk}/"))
