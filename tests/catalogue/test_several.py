"""Questions with several answers: boxes that are ticked, and people in a list."""

from datetime import date

import msgspec
import pytest

from tests.catalogue import make
from workpermit.catalogue.definition import Field, FieldType, Option, RequiredIf, Section, Service, ShowIf, Text
from workpermit.catalogue.forms import Cleaned, questions, required_documents, show_answer, validate_section

HERE = Text("ที่นี่", "Here")
BOXES = Field(
    "items",
    FieldType.CHOICES,
    Text("รายการที่เปลี่ยน", "What changes"),
    options=(Option("employer", Text("นายจ้าง", "Employer")), Option("job", Text("งาน", "Work"))),
)
DEPENDS = Field("title", FieldType.TEXT, HERE, show_if=ShowIf("items", ("job", "other")))
PEOPLE = Field("people", FieldType.PEOPLE, Text("รายชื่อ", "The list"), required=False, max_length=5000)
PART = Section("change", HERE, HERE, "8", (BOXES, DEPENDS, PEOPLE))
SERVICE: Service = msgspec.structs.replace(make.service(), sections=(PART,))


def read(**posted: str) -> Cleaned:
    return validate_section(SERVICE, "change", posted, today=date(2026, 11, 23))


def test_each_box_that_is_ticked_is_kept_in_the_order_of_the_form() -> None:
    assert read(items_job="yes", items_employer="yes", title="Cook").values["items"] == ["employer", "job"]
    assert read(items="employer;job", title="Cook").values["items"] == ["employer", "job"]


def test_no_box_at_all_is_asked_again_and_an_unknown_one_refused() -> None:
    assert [(error.field, error.code) for error in read().errors] == [("items", "choose")]
    assert [error.code for error in read(items="employer;chair").errors] == ["not_listed"]


def test_a_question_may_hang_on_one_of_several_boxes() -> None:
    assert [error.field for error in read(items_job="yes").errors] == ["title"]
    assert read(items_employer="yes").complete
    asked = {question.id: question.asked for question in questions(PART, {"items": ["employer"]})}
    assert asked == {"items": True, "title": False, "people": True}


def test_a_paper_may_hang_on_one_of_several_boxes() -> None:
    needs = RequiredIf("change", "items", ("job",))
    paper = msgspec.structs.replace(make.service().document("power_of_attorney"), required_if=needs)
    service = msgspec.structs.replace(SERVICE, documents=(paper,))

    assert required_documents(service, {"change": {"items": ["employer", "job"]}}) == {"power_of_attorney"}
    assert required_documents(service, {"change": {"items": ["employer"]}}) == frozenset()


def test_what_was_ticked_is_shown_in_words() -> None:
    assert show_answer(BOXES, ["employer", "job"], "en") == "Employer\nWork"
    assert [question.value for question in questions(PART, {"items": ["employer", "job"]})][0] == "employer;job"


def test_people_are_read_one_from_each_line_as_they_are_pasted() -> None:
    typed = "ab-1234567\tThiri  Aung\n\n C7654321, Min Ko Ko \n"

    assert read(items="employer", people=typed).values["people"] == "AB1234567 Thiri Aung\nC7654321 Min Ko Ko"


@pytest.mark.parametrize(
    ("typed", "code", "line"),
    [
        ("ZX7654321", "people_line", "2"),
        ("Mya Mya", "people_line", "2"),
        ("AB1234567 สมชาย", "people_line", "2"),
        ("ab1111111 Somebody Else", "people_twice", "2"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_by_its_number(typed: str, code: str, line: str) -> None:
    found = read(items="employer", people=f"AB1111111 Min Ko\n{typed}")

    assert [error.code for error in found.errors] == [code]
    assert f"line {line}" in found.errors[0].message.en
    assert typed not in found.errors[0].message.en
