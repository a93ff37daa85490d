"""What looks the same is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workpermit.core.text import bare, one_form, one_line

SARA_AM = [
    ("น\u0e49\u0e33", "น้ำ"),
    ("น\u0e4d\u0e49\u0e32", "น้ำ"),
    ("น\u0e49\u0e4d\u0e32", "น้ำ"),
    ("ท\u0e4d\u0e32", "ทำ"),
    ("เเม่", "แม่"),
    ("ก\u200bข\ufeff", "กข"),
    ("e\u0301", "é"),
    ("a\r\nb\rc", "a\nb\nc"),
    ("a\tb\x00", "a b "),
]


@pytest.mark.parametrize(("typed", "kept"), SARA_AM)
def test_variants_become_one(typed: str, kept: str) -> None:
    assert one_form(typed) == kept


@given(st.text())
def test_a_second_time_changes_nothing(text: str) -> None:
    assert one_line(one_line(text)) == one_line(text)


def test_only_what_counts_remains() -> None:
    assert bare(" ab-๑๒ ๓.4/5 ") == "AB12345"
