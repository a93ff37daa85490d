"""Parsing zones: the specimens of ICAO 9303, names, confusions, and every field that can be wrong."""

import contextlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.passports.make import MRV_A, MRV_B, MYO, SOPHEA, TD1, TD2, TD3
from workpermit.passports.parse import mend_lines, parse_zone
from workpermit.passports.write import DoesNotFit, write_zone
from workpermit.passports.zone import Field, Format, Mistake, Problem, Zone, ZoneBroken, check_digit

LETTERS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=7)
NAMES = st.lists(LETTERS, min_size=1, max_size=2).map(" ".join)
DAYS = st.dates().map(lambda day: f"{day:%y%m%d}") | st.sampled_from(["74<<<<", "7408<<", "<<<<<<"])
ZONES = st.builds(
    Zone,
    format=st.sampled_from(Format),
    document_code=st.just("P"),
    issuer=st.sampled_from(["MMR", "KHM", "LAO", "D"]),
    primary=NAMES.map(lambda name: name[:12].strip()),
    secondary=(NAMES | st.just("")).map(lambda name: name[:10].strip()),
    number=st.text("ABCIO0123456789", min_size=1, max_size=9),
    nationality=st.sampled_from(["VNM", "MMR", "XXA", "D"]),
    birth=DAYS,
    sex=st.sampled_from(["M", "F", ""]),
    expiry=DAYS,
    optional=st.text("A1O0", max_size=7),
).map(lambda zone: replace(zone, document_code="V") if zone.format.value.startswith("MRV") else zone)


def mistakes_of(lines: tuple[str, ...]) -> list[Mistake]:
    with pytest.raises(ZoneBroken) as broken:
        parse_zone(lines)
    return list(broken.value.mistakes)


def changed(lines: tuple[str, ...], line: int, place: int, text: str) -> tuple[str, ...]:
    row = lines[line]
    return (*lines[:line], row[:place] + text + row[place + len(text) :], *lines[line + 1 :])


@pytest.mark.parametrize(
    ("lines", "form"),
    [(TD3, Format.TD3), (TD2, Format.TD2), (TD1, Format.TD1), (MRV_A, Format.MRV_A), (MRV_B, Format.MRV_B)],
)
def test_the_specimens_are_read_and_written_as_they_are(lines: tuple[str, ...], form: Format) -> None:
    zone = parse_zone(lines)

    assert (zone.format, zone.primary, zone.secondary, zone.sex) == (form, "ERIKSSON", "ANNA MARIA", "F")
    if form not in (Format.TD3,):  # an empty optional part may have 0 or a filler as its digit
        assert write_zone(zone) == lines
    assert parse_zone(write_zone(zone)) == zone


def test_the_passport_specimen_says_what_it_says() -> None:
    zone = parse_zone(TD3)

    assert (zone.number, zone.nationality, zone.birth, zone.expiry) == ("L898902C3", "UTO", "740812", "120415")
    assert zone.optional == "ZE184226B"
    assert write_zone(zone) == TD3


@given(ZONES)
def test_what_is_written_is_read_again(zone: Zone) -> None:
    lines = write_zone(zone)

    assert parse_zone(lines) == replace(zone, names_cut=not _names_place(zone, lines).endswith("<"))


def _names_place(zone: Zone, lines: tuple[str, ...]) -> str:
    return lines[2] if zone.format is Format.TD1 else lines[0][5:]


def test_a_name_without_surname_is_all_primary() -> None:
    lines = write_zone(MYO)

    assert lines[0] == "PJMMRAUNG<MYO<THANT<<<<<<<<<<<<<<<<<<<<<<<<<"
    assert (parse_zone(lines).primary, parse_zone(lines).secondary) == ("AUNG MYO THANT", "")


def test_a_name_that_is_too_long_is_cut_and_says_so() -> None:
    long = replace(SOPHEA, primary="PAPANDROPOULOUS CONSTANTINOPOLITANIDES GEORGIADIS", secondary="JONATHON")
    zone = parse_zone(write_zone(long))

    assert zone.names_cut
    assert long.primary.startswith(zone.primary)
    assert zone.secondary == "J"
    assert not parse_zone(write_zone(SOPHEA)).names_cut


def test_a_long_number_goes_on_in_the_optional_part_of_a_card() -> None:
    card = replace(SOPHEA, format=Format.TD1, number="D23145890734", optional="X1")
    lines = write_zone(card)

    assert lines[0] == "P<KHMD23145890<734" + check_digit("D23145890734") + "<X1<<<<<<<<"
    assert parse_zone(lines) == card
    with pytest.raises(DoesNotFit):
        write_zone(replace(card, format=Format.TD3))


def test_a_long_number_with_a_wrong_digit_is_told() -> None:
    lines = write_zone(replace(SOPHEA, format=Format.TD1, number="D23145890734"))

    assert Mistake(Field.NUMBER, Problem.CHECK_DIGIT) in mistakes_of(changed(lines, 0, 16, "9"))


def test_an_empty_optional_part_may_have_a_zero_or_a_filler_as_its_digit() -> None:
    lines = write_zone(replace(SOPHEA, optional=""))
    with_filler = changed(lines, 1, 42, "<")

    assert parse_zone(with_filler) == parse_zone(lines)


@pytest.mark.parametrize(("was", "read"), [("0", "O"), ("1", "I")])
def test_a_confusion_is_put_right_where_a_check_digit_proves_it(was: str, read: str) -> None:
    lines = write_zone(SOPHEA)
    place = lines[1].index(was)
    wrong = changed(lines, 1, place, read)

    assert parse_zone(wrong) == SOPHEA
    assert mend_lines(wrong)[1] == lines


def test_confusions_in_dates_and_digits_are_put_right_too() -> None:
    lines = write_zone(SOPHEA)
    wrong = (lines[0], lines[1][:13] + lines[1][13:20].replace("0", "O").replace("1", "I") + lines[1][20:])

    assert wrong != lines
    assert parse_zone(wrong) == SOPHEA


def test_letters_that_are_right_stay_letters() -> None:
    assert parse_zone(write_zone(replace(SOPHEA, number="OI0O1I"))).number == "OI0O1I"


def test_a_confusion_that_no_digit_proves_is_a_mistake() -> None:
    lines = write_zone(SOPHEA)

    assert mistakes_of(changed(lines, 0, 6, "0")) == [Mistake(Field.NAMES, Problem.CHARACTERS)]
    assert mistakes_of(changed(lines, 1, 10, "0")) == [Mistake(Field.NATIONALITY, Problem.CHARACTERS)]


@pytest.mark.parametrize(
    ("line", "place", "text", "mistake"),
    [
        (0, 0, "1", Mistake(Field.DOCUMENT_CODE, Problem.CHARACTERS)),
        (0, 2, "K4M", Mistake(Field.ISSUER, Problem.CHARACTERS)),
        (0, 2, "<<<", Mistake(Field.ISSUER, Problem.EMPTY)),
        (0, 5, "SOK4", Mistake(Field.NAMES, Problem.CHARACTERS)),
        (1, 1, "7", Mistake(Field.NUMBER, Problem.CHECK_DIGIT)),
        (1, 10, "<<<", Mistake(Field.NATIONALITY, Problem.EMPTY)),
        (1, 14, "7", Mistake(Field.BIRTH, Problem.CHECK_DIGIT)),
        (1, 15, "13", Mistake(Field.BIRTH, Problem.NOT_A_DATE)),
        (1, 20, "X", Mistake(Field.SEX, Problem.CHARACTERS)),
        (1, 22, "8", Mistake(Field.EXPIRY, Problem.CHECK_DIGIT)),
        (1, 29, "7", Mistake(Field.OPTIONAL, Problem.CHECK_DIGIT)),
        (1, 43, "A", Mistake(Field.COMPOSITE, Problem.CHECK_DIGIT)),
    ],
)
def test_every_mistake_names_its_field(line: int, place: int, text: str, mistake: Mistake) -> None:
    assert mistake in mistakes_of(changed(write_zone(SOPHEA), line, place, text))


@pytest.mark.parametrize("lines", [(), TD3[:1], (TD3[0][:-1], TD3[1]), (*TD3, *TD3), ("", "")])
def test_lines_of_no_format_are_told(lines: tuple[str, ...]) -> None:
    assert mistakes_of(lines) == [Mistake(Field.FORMAT, Problem.LENGTH)]


def test_a_foreign_character_is_told_and_never_repeated() -> None:
    with pytest.raises(ZoneBroken) as broken:
        parse_zone((TD3[0], TD3[1].replace("L898", "Ł898")))

    assert str(broken.value) == "format: characters"


@given(st.lists(st.text(max_size=50), max_size=4))
def test_whatever_comes_is_a_zone_or_a_mistake(lines: list[str]) -> None:
    with contextlib.suppress(ZoneBroken):
        parse_zone(lines)


def test_two_readings_that_both_fit_prove_nothing() -> None:
    """Two doubtful letters whose digits cancel out: the field stays as it was read, and its digit does not fit."""
    number = "O<<O"  # weights 7 and 7: O for 0 changes the sum by the same amount at both places
    digit = check_digit("0<<O")
    line = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<"
    second = f"{number:<<9}{digit}UTO7408122F1204159<<<<<<<<"

    assert mistakes_of((line, second)) == [Mistake(Field.NUMBER, Problem.CHECK_DIGIT)]
