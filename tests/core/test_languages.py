"""Which languages there are, and which of them papers have."""

import pytest

from workpermit.core.languages import FURTHER, LANGUAGES, OFFICIAL, official


def test_the_official_languages_come_first_and_the_others_follow() -> None:
    assert tuple(LANGUAGES) == (*OFFICIAL, *FURTHER)


@pytest.mark.parametrize(("reader", "paper"), [("th", "th"), ("en", "en"), ("my", "en"), ("vi", "en"), ("", "en")])
def test_a_paper_is_thai_for_thai_readers_and_english_for_all_others(reader: str, paper: str) -> None:
    assert official(reader) == paper
