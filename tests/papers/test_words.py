"""Amounts in words, as they stand on Thai receipts."""

import pytest

from workpermit.papers.words import baht_in_thai


@pytest.mark.parametrize(
    ("satang", "words"),
    [
        (0, "ศูนย์บาทถ้วน"),
        (100, "หนึ่งบาทถ้วน"),
        (1_000, "สิบบาทถ้วน"),
        (1_100, "สิบเอ็ดบาทถ้วน"),
        (2_100, "ยี่สิบเอ็ดบาทถ้วน"),
        (10_000, "หนึ่งร้อยบาทถ้วน"),
        (10_100, "หนึ่งร้อยเอ็ดบาทถ้วน"),
        (310_000, "สามพันหนึ่งร้อยบาทถ้วน"),
        (364_922, "สามพันหกร้อยสี่สิบเก้าบาทยี่สิบสองสตางค์"),
        (100_000_100, "หนึ่งล้านเอ็ดบาทถ้วน"),
        (1_100_000_000, "สิบเอ็ดล้านบาทถ้วน"),
        (25, "ยี่สิบห้าสตางค์"),
    ],
)
def test_an_amount_is_said_as_people_say_it(satang: int, words: str) -> None:
    assert baht_in_thai(satang) == words
