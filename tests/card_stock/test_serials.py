"""Serials as they are typed, scanned, joined and taken apart."""

import pytest

from tests.card_stock.make import serials
from workpermit.card_stock.serials import SPAN, joined, read_range, read_serial, show_serial, without


@pytest.mark.parametrize("typed", ["TH00000123", "th-0000-0123", " TH 0000 0123 ", "TH–0000–0123"])
def test_a_serial_is_read_however_it_is_typed_and_shown_in_one_way(typed: str) -> None:
    assert show_serial(read_serial(typed)) == "TH-0000-0123"


@pytest.mark.parametrize("typed", ["", "TH123", "T100000123", "TH000001234", "ทห00000123"])
def test_what_is_not_a_serial_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="not a serial"):
        read_serial(typed)


@pytest.mark.parametrize(("first", "last"), [("TH00000002", "TH00000001"), ("TH00000001", "TI00000002")])
def test_a_range_goes_up_within_one_pair_of_letters(first: str, last: str) -> None:
    with pytest.raises(ValueError, match="not a range"):
        read_range(first, last)


def test_neighbours_are_joined_and_a_card_named_twice_is_refused() -> None:
    assert joined([serials(5, 9), serials(1, 4), serials(11)]) == [serials(1, 9), serials(11)]
    with pytest.raises(ValueError, match="named twice"):
        joined([serials(1, 5), serials(5, 9)])


def test_the_last_card_of_one_pair_of_letters_is_no_neighbour_of_the_next() -> None:
    ends, begins = serials(SPAN - 1), serials(0, 3, letters="TI")

    assert joined([ends, begins]) == [ends, begins]


def test_what_is_left_of_ranges() -> None:
    assert without([serials(1, 10)], [serials(3, 4), serials(10)]) == [serials(1, 2), serials(5, 9)]
    assert without([serials(1, 10)], [serials(1, 10)]) == []
