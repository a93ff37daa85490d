"""The languages of every page, and the way between them."""

import pytest
from django.utils import translation
from lxml import html

from tests.sites.conftest import browser
from workpermit.core.languages import LANGUAGES

pytestmark = pytest.mark.usefixtures("pages")


def language_of(site, asked):
    page = browser(site, asked).get("/nothing/").content.decode()
    return page.partition('<html lang="')[2][:2]


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("th", "th"), ("en", "en"), ("", "th"), ("*", "th"), ("my", "my"), ("km-KH,en;q=0.5", "km"), ("fr,vi", "vi")],
)
def test_pages_speak_the_language_that_the_browser_prefers_and_thai_where_it_prefers_none(asked, shown):
    assert language_of("applicant", asked) == shown


@pytest.mark.parametrize("site", ["centre", "registrar", "signing"])
@pytest.mark.parametrize(("asked", "shown"), [("my,th", "th"), ("lo", "en"), ("en", "en"), ("", "th")])
def test_officers_pages_are_in_the_two_official_languages(site, asked, shown):
    assert language_of(site, asked) == shown


def test_a_language_that_nobody_here_writes_falls_back_to_english_and_not_to_thai():
    assert language_of("applicant", "fr") == "en"


def test_a_text_without_a_translation_is_english_and_not_thai():
    officers = "Add a note for the registrar"  # a page that has no translation into workers' languages

    with translation.override("th"):
        assert translation.gettext(officers) != officers
    with translation.override("lo"):
        assert translation.gettext(officers) == officers


def test_a_language_chosen_for_workers_is_not_kept_at_an_officers_site():
    assert "lang" not in browser("registrar").get("/language/?to=my").cookies
    assert browser("signin").get("/language/?to=my").cookies["lang"].value == "my"


def test_the_switch_names_each_language_in_its_own_script():
    page = html.fromstring(browser("applicant", "en").get("/nothing/").content)

    links = page.xpath("//nav[contains(@class, 'languages')]//a")

    assert [(link.get("lang"), link.text) for link in links] == list(LANGUAGES.items())
    assert [link.get("lang") for link in links if link.get("aria-current")] == ["en"]
    assert page.xpath("string(//nav[contains(@class, 'languages')]//summary/b)") == "English"


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
