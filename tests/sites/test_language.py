"""Two languages on every page, and the way between them."""

import pytest

from tests.sites.conftest import browser

pytestmark = pytest.mark.usefixtures("pages")


@pytest.mark.parametrize(("asked", "shown"), [("th", "th"), ("en", "en"), ("my", "th"), ("", "th")])
def test_pages_speak_thai_unless_the_browser_prefers_english(asked, shown):
    assert f'<html lang="{shown}">' in browser("applicant", asked).get("/nothing/").content.decode()


def test_the_switch_is_on_every_page_and_comes_back_to_it():
    page = browser("applicant", "th").get("/nothing/?page=2").content.decode()

    assert 'href="/language/?to=en&amp;next=%2Fnothing%2F%3Fpage%3D2"' in page


def test_the_choice_is_kept():
    one = browser("applicant", "th")

    answer = one.get("/language/?to=en&next=/nothing/")

    assert answer.headers["Location"] == "/nothing/"
    assert '<html lang="en">' in one.get("/nothing/").content.decode()


def test_a_language_that_the_pages_do_not_have_is_ignored():
    assert "lang" not in browser("applicant").get("/language/?to=xx").cookies


@pytest.mark.parametrize("elsewhere", ["//evil.example", "http://evil.example/", "/\\evil.example", "\\\\evil"])
def test_the_switch_does_not_lead_elsewhere(elsewhere):
    answer = browser("applicant").get("/language/", {"to": "en", "next": elsewhere})

    assert answer.headers["Location"] == "/"
