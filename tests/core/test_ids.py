"""Numbers that people type: a slip of the hand is found before anything else happens."""

from hypothesis import given
from hypothesis import strategies as st

from workpermit.core import ids

NUMBERS = st.integers(0, 10**9 - 1).map(lambda n: ids._with_check(f"69{n:09d}"))


@given(NUMBERS, st.integers(0, 12), st.integers(1, 9))
def test_one_wrong_digit_is_found(number: str, place: int, shift: int) -> None:
    wrong = str((int(number[place]) + shift) % 10)

    assert ids.is_number(number)
    assert not ids.is_number(number[:place] + wrong + number[place + 1 :])


@given(NUMBERS, st.integers(0, 11))
def test_two_exchanged_neighbours_are_found(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]

    assert swapped == number or not ids.is_number(swapped)


def test_a_number_is_read_as_people_write_it() -> None:
    number = ids.new_application_number(2569)

    assert ids.clean_number(ids.show_number(number)) == number
    assert ids.clean_number("๖๙ 12–34") == "691234"


def test_thai_identity_numbers() -> None:
    assert ids.is_thai_id("1234567890121")
    assert not ids.is_thai_id("1234567890122")
    assert not ids.is_thai_id("12345")


def test_row_ids_are_version_7_and_rise_with_time() -> None:
    first = ids.uuid7()

    assert first.version == 7
    assert first.variant == "specified in RFC 4122"
    assert ids.uuid7().int >> 64 >= first.int >> 64


def test_rows_made_one_after_the_other_sort_in_that_order() -> None:
    made = [ids.uuid7() for _ in range(200)]

    assert [one.int >> 64 for one in made] == sorted(one.int >> 64 for one in made)
    assert len(set(made)) == 200
