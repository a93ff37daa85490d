"""The list of open facts in the browser: by service, by kind, by certainty."""

import re

import pytest
from django.test import Client

from tests.released import LONG_AGO
from tests.sites.oversight.test_freezes import officer, words
from workpermit.catalogue.services import load_catalogue

__all__ = ["officer"]


@pytest.fixture(autouse=True)
def whole_catalogue(officer: Client) -> None:
    """Every service of the release: what is open is counted over all of them."""
    load_catalogue(at=LONG_AGO)


def test_what_is_not_known_is_shown_first_and_the_filters_narrow_it(officer: Client) -> None:
    first = words(officer.get("/facts/"))
    everything = words(officer.get("/facts/?openness=all"))
    fees = words(officer.get("/facts/?openness=unknown&kind=fee"))
    one = words(officer.get("/facts/?openness=all&subject=s59_new"))

    assert count(everything) > count(first) > count(fees) > 0
    assert count(everything) > count(one) > 0
    assert "Medium certainty</span>" not in first
    assert "Medium certainty</span>" in everything
    assert "filing_s62_extension" in fees
    assert one.count("<section") == 1
    assert "Nothing fits what you asked for." in words(officer.get("/facts/?subject=nothing"))


def test_it_is_thai_for_a_thai_reader(officer: Client) -> None:
    page = words(officer.get("/facts/", headers={"accept-language": "th"}))

    assert "ข้อเท็จจริงที่ยังไม่ยุติ" in page
    assert "Low certainty" not in page


def count(page: str) -> int:
    return int(re.findall(r"(\d+) open fact", page)[0])
