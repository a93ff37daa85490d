"""The catalogue in further languages: complete for what workers read, and English where nothing is written."""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec
import pytest

import workpermit
from workpermit.catalogue import languages, reading
from workpermit.catalogue.choices import YES_NO, choices_of
from workpermit.catalogue.definition import Field, FieldType, Text
from workpermit.catalogue.filled import fill
from workpermit.catalogue.finder import finder
from workpermit.catalogue.forms import BAHT, show_answer
from workpermit.catalogue.messages import MESSAGES, message
from workpermit.core.languages import FURTHER

PLACE = re.compile(r"\{\w*\}")
SITES = Path(workpermit.__file__).parent / "sites"


def texts_in(part: object) -> Iterator[str]:
    match part:
        case Text(en=english):
            yield english
        case msgspec.Struct():
            for value in msgspec.structs.asdict(part).values():
                yield from texts_in(value)
        case dict():
            for value in part.values():
                yield from texts_in(value)
        case list() | tuple():
            for value in part:
                yield from texts_in(value)


def texts_in_code() -> Iterator[str]:
    """The English half of each `Text(…)` that a page writes out itself; papers are in the official languages."""
    for path in SITES.rglob("*.py"):
        if path.name == "paper_contents.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="Text"), args=[_, ast.Constant(value=str(english))]):
                    yield english


def numbers(text: str) -> set[str]:
    """`64/1`, `20000`: without what separates thousands, which languages write differently."""
    return set(re.findall(r"\d+(?:/\d+)?", re.sub(r"(?<=\d)[.,](?=\d{3})", "", text)))


@lru_cache(maxsize=1)
def needed() -> set[str]:
    """The English half of what a page may show: every service and cohort of the release, offered already or not."""
    services = [reading.read_service(path) for path in reading.service_files()]
    assert len(services) > 30
    english = texts_in([*services, reading.cohorts(), finder(), MESSAGES, YES_NO, BAHT, reading.visa_classes()])
    return {text for text in (*english, *texts_in_code()) if text and not PLACE.fullmatch(text)}


@pytest.mark.parametrize("language", FURTHER)
def test_services_finder_and_forms_are_translated(language: str) -> None:
    missing = sorted(needed() - languages.translations(language).keys())

    how = f"Add {len(missing)} lines to catalogue/th/languages/{language}.csv (docs/translating.md):"
    assert not missing, "\n".join([how, *missing])


@pytest.mark.parametrize("language", FURTHER)
def test_names_of_countries_and_nationalities_are_translated(language: str) -> None:
    listed = {text for rows in (reading.countries(), reading.nationalities()) for text in texts_in(rows)}

    missing = sorted(listed - languages.translations(language).keys())
    assert not missing, "\n".join([f"Add to catalogue/th/languages/{language}.csv:", *missing])


@pytest.mark.parametrize("language", FURTHER)
def test_a_language_has_each_text_once_with_the_places_to_fill_in(language: str) -> None:
    rows = languages.rows(language)

    english = [row["en"] for row in rows]
    assert len(english) == len(set(english))
    assert all(row["text"].strip() for row in rows)
    assert [row for row in rows if sorted(PLACE.findall(row["en"])) != sorted(PLACE.findall(row["text"]))] == []


@pytest.mark.parametrize("language", FURTHER)
def test_numbers_of_the_law_stand_in_the_translation_too(language: str) -> None:
    """Sections, days, ages and amounts: a translation may say more (a month as a number), never another number."""
    changed = [row["en"] for row in languages.rows(language) if not numbers(row["en"]) <= numbers(row["text"])]

    assert not changed, "\n".join([f"Compare the numbers in catalogue/th/languages/{language}.csv:", *changed])


@pytest.mark.parametrize("language", FURTHER)
def test_a_list_is_translated_as_a_whole(language: str) -> None:
    """Half a list in one script and half in another is harder to search than either."""
    known = languages.translations(language).keys()
    for rows in (reading.provinces(), reading.offices(), reading.occupations(), reading.visa_classes()):
        listed = set(texts_in(rows))
        assert not (listed & known) or not listed - known


def test_what_has_no_translation_is_english_and_never_thai() -> None:
    text = Text("ไทย", "There is no such text")

    assert {text.show(language) for language in (*FURTHER, "en", "xx", "")} == {"There is no such text"}
    assert text.show("th") == "ไทย"


def test_the_reader_sees_a_text_in_the_readers_language() -> None:
    assert Text("สัญชาติ", "Nationality").show("vi") == "Quốc tịch"
    assert Text("เมียนมา", "Myanmar").show("lo") == "ມຽນມາ (ເບີມາ)"


def test_a_filled_text_is_filled_in_the_readers_language() -> None:
    label = Text("สัญชาติ", "Nationality")

    assert message("choose", label).show("vi") == "Hãy chọn câu trả lời cho “Quốc tịch”"
    assert message("choose", label).en == "Choose an answer for “Nationality”"
    assert fill(Text("{n} ก", "{n} of them"), n=3).show("my") == "3 of them"


def test_a_code_stands_before_the_name_of_an_occupation_in_every_language() -> None:
    field = Field("occupation", FieldType.OCCUPATION, Text("อาชีพ", "Occupation"))
    (cook,) = [option for option in choices_of(field) if option.value == "5120"]

    assert cook.label.show("vi") == "5120 Đầu bếp"
    assert show_answer(field, "5120", "en") == "5120 Cooks"


def test_money_and_dates_are_in_the_readers_language() -> None:
    wage = Field("wage", FieldType.MONEY, Text("ค่าจ้าง", "Wage"))
    born = Field("born", FieldType.DATE, Text("เกิด", "Born"))

    assert show_answer(wage, 4500000, "lo") == "45,000.00 ບາດ"
    assert show_answer(born, "1990-01-31", "vi") == "31 tháng 1, 1990"
