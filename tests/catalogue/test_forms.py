"""What people type: harmless slips are taken, real ones are answered with what to do, nothing is lost."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue import make, samples
from workpermit.catalogue.forms import (
    Cleaned,
    questions,
    required_documents,
    show_answer,
    typed_again,
    validate_section,
)

SERVICE = make.service()


def section(section_id: str, **typed: str) -> Cleaned:
    return validate_section(SERVICE, section_id, {**make.S59[section_id], **typed}, today=make.TODAY)


def worker(**typed: str) -> Cleaned:
    return section("worker", **typed)


def codes(cleaned: Cleaned) -> list[tuple[str, str]]:
    return [(error.field, error.code) for error in cleaned.errors]


@pytest.mark.parametrize("section_id", make.S59)
def test_the_complete_filing_is_complete(section_id: str) -> None:
    assert codes(section(section_id)) == []
    assert section(section_id).complete


TAKEN: list[tuple[str, str, str, Any]] = [
    ("worker", "passport_number", "ab-123 4567", "AB1234567"),
    ("worker", "passport_issued_on", "๑ ๖ ๒๐๒๔", "2024-06-01"),
    ("worker", "passport_issued_on", "2024-06-01", "2024-06-01"),
    ("worker", "passport_issued_on", "01.06.2024", "2024-06-01"),
    ("worker", "given_names", "  Thị​  Hoa ", "Thị Hoa"),
    ("worker", "given_names", "O’Brien", "O'Brien"),
    ("worker", "given_names", "e\u0301lodie", "élodie"),
    ("worker", "thai_number", "1 2345 67890 12 1", "1234567890121"),
    ("employer", "employer_number", "๑๒๓๔๕๖๗๘๙๐๑๒๑", "1234567890121"),
    ("employer", "name_th", "บริษัท น\u0e4d\u0e49\u0e32ทิพย์", "บริษัท น้ำทิพย์"),
    ("employer", "name_th", "บริษัท น\u0e49\u0e4d\u0e32ทิพย์", "บริษัท น้ำทิพย์"),
    ("employer", "name_th", "เเม่น้ำ", "แม่น้ำ"),
    ("employer", "capital", "2 000 000 บาท", 200_000_000),
    ("employer", "capital", "1.15", 115),
    ("employer", "thai_staff", "๑,๒๐๐", 1200),
    ("employer", "phone", "+66 (34) 123-456", "+6634123456"),
    ("employer", "postcode", "๗๔ ๐๐๐", "74000"),
    ("job", "wage", "65,000.50", 6_500_050),
]


@pytest.mark.parametrize(("section_id", "field", "typed", "kept"), TAKEN)
def test_harmless_ways_of_writing_are_taken(section_id: str, field: str, typed: str, kept: Any) -> None:
    cleaned = section(section_id, **{field: typed})

    assert codes(cleaned) == []
    assert cleaned.values[field] == kept


REFUSED = [
    ("worker", "passport_issued_on", "31/2/2024", "date_impossible"),
    ("worker", "passport_issued_on", "1/6/2567", "year_buddhist"),
    ("worker", "passport_issued_on", "1/6/24", "year_out_of_range"),
    ("worker", "passport_issued_on", "June 2024 1", "date_not_read"),
    ("worker", "passport_issued_on", "6/2024", "date_missing_part"),
    ("worker", "passport_issued_on", "24/11/2026", "order"),
    ("worker", "passport_expires_on", "1/6/2024", "order"),
    ("worker", "passport_number", "ABCDEFGH", "passport_shape"),
    ("worker", "passport_number", "A1", "passport_shape"),
    ("worker", "given_names", "สมชาย", "name_not_latin"),
    ("worker", "given_names", "--", "name_not_latin"),
    ("worker", "thai_number", "1234567890122", "thai_id_check"),
    ("worker", "thai_number", "12345", "thai_id_length"),
    ("worker", "sex", "Z", "not_listed"),
    ("worker", "nationality", "THA", "not_listed"),
    ("worker", "email", "nobody", "email_shape"),
    ("worker", "phone", "12", "phone_shape"),
    ("worker", "address", "", "required"),
    ("worker", "married_to_thai", "", "choose"),
    ("stay", "entered_on", "24/11/2026", "order"),
    ("stay", "stay_until", "31/10/2026", "order"),
    ("employer", "name_en", "สยาม", "pattern"),
    ("employer", "postcode", "0123", "pattern"),
    ("employer", "capital", "two million", "money_not_read"),
    ("employer", "capital", "-5", "money_not_read"),
    ("employer", "thai_staff", "-1", "too_small"),
    ("employer", "thai_staff", "many", "number_not_read"),
    ("job", "months", "25", "too_large"),
    ("job", "title", "x" * 101, "too_long"),
]


@pytest.mark.parametrize(("section_id", "field", "typed", "code"), REFUSED)
def test_a_slip_is_named_and_what_was_typed_is_kept(section_id: str, field: str, typed: str, code: str) -> None:
    cleaned = section(section_id, **{field: typed})

    assert (field, code) in codes(cleaned)
    assert not cleaned.complete
    assert typed == "" or cleaned.values[field] in (typed, "2026-11-24", "2024-06-01", "2026-10-31")


def test_a_buddhist_year_is_answered_with_the_year_to_type() -> None:
    (error,) = worker(birth_date_year="2533").errors

    assert "1990" in error.message.th
    assert "พ.ศ." in error.message.th
    assert "1990" in error.message.en


@given(st.integers(2400, 2699))
def test_every_buddhist_year_is_recognised(year: int) -> None:
    assert ("birth_date", "year_buddhist") in codes(worker(birth_date_year=str(year)))


@pytest.mark.parametrize(("day", "month", "year"), [("31", "", "1990"), ("", "", "1990"), ("31", "13", "1990")])
def test_a_date_in_parts_comes_back_in_parts(day: str, month: str, year: str) -> None:
    cleaned = worker(birth_date_day=day, birth_date_month=month, birth_date_year=year)
    shown = {question.id: question for question in questions(SERVICE.section_by_id("worker"), cleaned.values)}

    assert not cleaned.complete
    assert shown["birth_date"].parts == (day, month, year)


def test_a_question_that_does_not_apply_is_neither_asked_nor_kept() -> None:
    cleaned = section("employer", employer_kind="person", capital="nonsense")

    assert codes(cleaned) == []
    assert "capital" not in cleaned.values
    asked = {question.id: question.asked for question in questions(SERVICE.section_by_id("employer"), cleaned.values)}
    assert not asked["capital"]
    assert asked["thai_staff"]


def test_an_optional_answer_may_be_left_out() -> None:
    assert worker(family_name="", thai_number="").complete


def test_every_question_can_be_shown_with_its_answer() -> None:
    cleaned = section("employer")
    shown = {question.id: question for question in questions(SERVICE.section_by_id("employer"), cleaned.values)}

    assert shown["capital"].value == "10,000,000"
    assert shown["province"].value == "74"
    assert len(shown["province"].options) == 77


@pytest.mark.parametrize(
    ("value", "language", "shown"), [(1, "en", "1 person"), (2, "en", "2 people"), (1, "th", "1 คน")]
)
def test_one_of_a_unit_is_said_in_the_singular(value: int, language: str, shown: str) -> None:
    question = samples.service("s46_mou_request").section_by_id("demand").field("workers")

    assert show_answer(question, value, language) == shown


def test_answers_are_shown_in_words_for_checking() -> None:
    def words(section_id: str, field: str, language: str) -> str:
        value = section(section_id).values[field]
        return show_answer(SERVICE.section_by_id(section_id).field(field), value, language)

    assert words("worker", "birth_date", "th") == "31 มกราคม 2533"
    assert words("worker", "birth_date", "en") == "31 January 1990"
    assert words("worker", "nationality", "th") == "เวียดนาม"
    assert words("employer", "capital", "en") == "10,000,000.00 baht"
    assert words("job", "months", "th") == "12 เดือน"
    assert words("job", "occupation", "en") == "2144 Mechanical engineers"


def test_a_power_of_attorney_is_needed_only_from_a_representative() -> None:
    assert "power_of_attorney" in required_documents(SERVICE, make.answers())
    assert "power_of_attorney" not in required_documents(SERVICE, make.answers(employer={"acting_as": "employer"}))


def test_no_message_repeats_what_was_typed() -> None:
    for section_id, field, typed, _ in REFUSED:
        for error in section(section_id, **{field: typed}).errors:
            assert len(typed) < 5 or typed not in error.message.en + error.message.th


@given(st.dictionaries(st.sampled_from([f.id for f in SERVICE.section_by_id("worker").fields]), st.text()))
def test_whatever_is_posted_gets_an_answer(posted: dict[str, str]) -> None:
    cleaned = validate_section(SERVICE, "worker", posted, today=make.TODAY)

    assert cleaned.complete == (not cleaned.errors)
    assert all(re.search("[ก-๛]", error.message.th) for error in cleaned.errors)
    questions(SERVICE.section_by_id("worker"), cleaned.values, cleaned.errors)


def test_answers_come_back_as_somebody_would_type_them() -> None:
    service = samples.service("s46_mou_request")
    answers = samples.cleaned_answers("s46_mou_request", employer={"thai_staff": "0"})["employer"]

    typed = typed_again(service.section_by_id("employer"), answers)

    assert typed["thai_staff"] == "0"
    assert validate_section(service, "employer", typed, today=samples.TODAY).values == answers
