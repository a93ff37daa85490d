"""Reading single answers, for whatever people may type: taken once it is taken for good, refused with a sentence."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workpermit.catalogue.definition import Field, FieldType, Text
from workpermit.catalogue.messages import MESSAGES, NotTaken
from workpermit.catalogue.typed import READERS, read_answer
from workpermit.core.ids import is_thai_id

LABEL = Text("คำถาม", "Question")
TYPES = pytest.mark.parametrize("kind", [*READERS])
DAYS = st.dates(date(1900, 1, 1), date(2150, 12, 31))
NAMES = st.text(st.sampled_from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJéüđ -'"), min_size=1, max_size=30).filter(
    lambda name: any(letter.isalpha() for letter in name)
)
NUMBERS = st.from_regex(r"[A-Z]{1,2}[0-9]{6,7}", fullmatch=True)


def field(kind: FieldType, **changes: int) -> Field:
    return Field("answer", kind, LABEL, max_length=10_000, **changes)  # type: ignore[arg-type]


def read(kind: FieldType, typed: str) -> str | int:
    return read_answer(field(kind), typed)


def attempt(question: Field, typed: str) -> str | int | NotTaken:
    """What is kept, or the refusal."""
    try:
        return read_answer(question, typed)
    except NotTaken as wrong:
        return wrong


@TYPES
@given(typed=st.text(max_size=60))
def test_whatever_is_typed_is_taken_or_refused_with_a_sentence(kind: FieldType, typed: str) -> None:
    found = attempt(field(kind), typed)

    if isinstance(found, NotTaken):
        assert found.code in MESSAGES
        assert {*found.facts} <= {"limit", "count", "line", "year", "ce"}, "facts never hold what was typed"
    else:
        assert isinstance(found, int) == (kind in (FieldType.NUMBER, FieldType.MONEY))


@pytest.mark.parametrize("kind", sorted({*READERS} - {FieldType.MONEY}))
@given(typed=st.text(max_size=60))
def test_what_is_kept_is_kept_again_as_it_is(kind: FieldType, typed: str) -> None:
    found = attempt(field(kind), typed)

    if not isinstance(found, NotTaken) and str(found).strip():
        assert read(kind, str(found)) == found


@given(DAYS, st.sampled_from(["/", " ", ".", "-", " / "]))
def test_a_day_is_read_in_every_way_of_writing_it(day: date, between: str) -> None:
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    written = between.join(str(part) for part in (day.day, day.month, day.year))

    for typed in (written, written.translate(thai), day.isoformat(), f"{day:%d/%m/%Y}"):
        assert read(FieldType.DATE, typed) == day.isoformat()


@given(st.integers(1, 28), st.integers(1, 12), st.integers(2400, 2699))
def test_a_buddhist_year_is_named_and_never_taken(day: int, month: int, year: int) -> None:
    with pytest.raises(NotTaken) as refused:
        read(FieldType.DATE, f"{day}/{month}/{year}")

    assert refused.value.facts["ce"] == year - 543


@given(st.integers(0, 10**12), st.sampled_from(["{:,}", "{:,}.00", " {} บาท", "{:,} baht", "฿{}"]))
def test_an_amount_in_baht_becomes_satang(baht: int, written: str) -> None:
    assert read(FieldType.MONEY, written.format(baht)) == baht * 100


@given(st.integers(0, 99), st.integers(0, 10**9))
def test_two_decimals_are_satang_and_a_third_is_refused(satang: int, baht: int) -> None:
    assert read(FieldType.MONEY, f"{baht}.{satang:02}") == baht * 100 + satang
    with pytest.raises(NotTaken):
        read(FieldType.MONEY, f"{baht}.{satang:02}1")


@given(st.integers(-(10**6), 10**6), st.integers(-100, 100), st.integers(0, 200))
def test_a_number_keeps_its_bounds(number: int, low: int, width: int) -> None:
    bounded = field(FieldType.NUMBER, at_least=low, at_most=low + width)

    found = attempt(bounded, f"{number:,}")
    if low <= number <= low + width:
        assert found == number
    else:
        assert isinstance(found, NotTaken)
        assert found.code == ("too_small" if number < low else "too_large")


@given(st.from_regex(r"[1-8][0-9]{11}", fullmatch=True), st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_of_a_thai_number_is_noticed(twelve: str, place: int, shift: int) -> None:
    (whole,) = [f"{twelve}{last}" for last in range(10) if is_thai_id(f"{twelve}{last}")]
    spaced = f"{whole[0]}-{whole[1:5]}-{whole[5:10]}-{whole[10:12]}-{whole[12]}"
    wrong = f"{whole[:place]}{(int(whole[place]) + shift) % 10}{whole[place + 1 :]}"

    assert read(FieldType.THAI_ID, spaced) == whole
    if not is_thai_id(wrong):
        with pytest.raises(NotTaken, match="thai_id_check"):
            read(FieldType.THAI_ID, wrong)


@given(st.lists(st.tuples(NUMBERS, NAMES), min_size=1, max_size=20, unique_by=lambda person: person[0]))
def test_a_list_of_people_is_read_however_its_columns_are_parted(people: list[tuple[str, str]]) -> None:
    kept = {
        read(FieldType.PEOPLE, "\n".join(f"{number.lower()}{between}{name}" for number, name in people))
        for between in (" ", "\t", ", ", ";  ")
    }

    (lines,) = kept
    assert [line.split(" ")[0] for line in str(lines).splitlines()] == [number for number, _ in people]


@given(st.lists(st.tuples(NUMBERS, NAMES), min_size=1, max_size=10, unique_by=lambda person: person[0]))
def test_a_passport_that_stands_twice_in_a_list_is_named_by_its_line(people: list[tuple[str, str]]) -> None:
    lines = [f"{number} {name}" for number, name in people]

    with pytest.raises(NotTaken) as refused:
        read(FieldType.PEOPLE, "\n".join([*lines, lines[0]]))

    assert (refused.value.code, refused.value.facts) == ("people_twice", {"line": len(lines) + 1})


def test_every_type_that_is_typed_has_its_reader() -> None:
    chosen = {
        FieldType.CHOICE, FieldType.CHOICES, FieldType.YES_NO, FieldType.COUNTRY, FieldType.NATIONALITY,
        FieldType.PROVINCE, FieldType.OCCUPATION, FieldType.VISA_CLASS,
    }  # fmt: skip
    readers: dict[FieldType, Callable[[Field, str], str | int]] = READERS

    assert {*FieldType} - chosen == readers.keys()
