"""The worker reads his own language: invitation, proof, passkey, filing and confirmation in Burmese, on a phone."""

import re
from collections.abc import Callable, Iterable

from django.utils.translation import gettext, override
from playwright.sync_api import Request, expect

from tests.journeys import acts
from tests.journeys.browser import PHONE, Person
from tests.journeys.cases import Case
from tests.journeys.test_accessibility import problems
from tests.system import System
from workpermit.catalogue.definition import Text
from workpermit.core.calendar import show_date
from workpermit.core.languages import LANGUAGES

LANGUAGE = "my"
BURMESE = re.compile("[\u1000-\u109f]")
THAI = re.compile("[\u0e00-\u0e7f]")
ENGLISH_SENTENCE = re.compile(r"(?:\b[a-z]{2,}\b[ ,]+){4,}")
LIGHTEST = 60_000  # bytes of a page without its fonts
SCRIPTS = ("vietnamese", "myanmar", "khmer", "lao")


def said(english: str) -> str:
    """The sentence of the pages in the reader's language; it has one."""
    with override(LANGUAGE):
        shown = gettext(english)
    assert shown != english
    return shown


def fonts_of(who: Person, selector: str) -> set[str]:
    """The fonts with which the browser really drew an element's letters, as far as they came with the page."""
    devtools = who.context.new_cdp_session(who.page)
    devtools.send("DOM.enable")
    devtools.send("CSS.enable")
    root = devtools.send("DOM.getDocument")["root"]["nodeId"]
    node = devtools.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    used = devtools.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return {font["familyName"] for font in used if font["isCustomFont"]}


def check_page(who: Person, typed: Iterable[str] = ()) -> None:
    """In Burmese but for what people `typed`, in its own font, nothing too wide, nothing that shuts anybody out."""
    assert who.page.evaluate("document.documentElement.lang") == LANGUAGE
    words = who.words()
    for answer in typed:
        words = words.replace(answer, "")
    assert BURMESE.search(words)
    assert not ENGLISH_SENTENCE.findall(words), words
    who.page.evaluate("document.fonts.ready")
    assert any(font.startswith("Noto Sans Myanmar") for font in fonts_of(who, "h1")), who.page.url
    assert not problems(who)


def test_a_worker_reads_and_confirms_in_burmese(system: System, somebody: Callable[..., Person]) -> None:
    case = Case.filled(system, nationality="MMR")
    employer, worker = case.as_employer(somebody()), somebody(language=LANGUAGE, size=PHONE)
    page = worker.page
    link = acts.invite(employer, case.home)

    page.goto(link)
    expect(page.locator("h1")).to_have_text(said("Open your invitation"))
    check_page(worker)
    acts.open_invitation(worker, link, case.persona)
    expect(page.locator("h1")).to_have_text(said("Make a passkey"))
    check_page(worker)
    acts.press_key(page)

    page.goto(f"{case.home}filing/")
    expect(page.locator("h1")).to_have_text(said("What is said about you"))
    facts = page.locator("main").inner_text()
    assert Text("", "Passport number").show(LANGUAGE) in facts
    assert show_date(case.persona.birth_date, LANGUAGE) in facts
    assert Text("", "Myanmar").show(LANGUAGE) in facts
    check_page(worker, typed=[one for section in case.persona.answers().values() for one in section.values()])

    acts.send(page, "/confirm/", timeout=acts.BACKGROUND)
    expect(page.locator("h1")).to_have_text(said("Confirm with your passkey"))
    expect(page.locator("[data-fact=until]")).to_have_text(re.compile("[0-9]"))
    check_page(worker)
    acts.press_key(page)
    page.wait_for_url(f"{case.home}confirmed/")
    expect(page.locator("h1")).to_have_text(said("You have confirmed the filing"))
    check_page(worker)

    worker.open("applicant", "/account/")
    assert page.locator("input[name=language]:checked").get_attribute("value") == LANGUAGE


def test_the_menu_of_languages_fits_a_phone_and_works_without_a_script(
    system: System, somebody: Callable[..., Person]
) -> None:
    reader = somebody(language="en", size=PHONE)
    reader.open("applicant")
    page, menu = reader.page, reader.page.locator("nav.languages")
    menu.locator("summary").click()
    links = menu.locator("a")

    assert links.all_inner_texts() == list(LANGUAGES.values())
    for link in links.all():
        box = link.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= PHONE["width"]
    assert not problems(reader)

    with page.expect_navigation():
        links.get_by_text("ລາວ").click()
    assert page.evaluate("document.documentElement.lang") == "lo"
    menu.locator("summary").click()
    page.keyboard.press("Escape")
    expect(links.first).not_to_be_visible()


def test_a_page_brings_only_the_fonts_that_its_letters_need(system: System, somebody: Callable[..., Person]) -> None:
    for language, needed in (("en", ""), ("vi", "vietnamese"), ("my", "myanmar"), ("km", "khmer"), ("lo", "lao")):
        reader = somebody(language=language, size=PHONE)
        fetched: list[Request] = []
        reader.page.on("requestfinished", lambda one, fetched=fetched: fetched.append(one))
        reader.open("applicant", "/join/")
        reader.page.wait_for_load_state("networkidle")

        fonts = [one.url for one in fetched if ".woff2" in one.url]
        scripts = {
            part for part in ("vietnamese", "myanmar", "khmer", "lao") if any(f"-{part}-" in one for one in fonts)
        }
        # The menu names each language in its own script, but it is closed: what is not drawn is not fetched.
        assert scripts == ({needed} if needed else set()), language
        rest = [one.sizes()["responseBodySize"] for one in fetched if one.url not in fonts]
        assert sum(rest) < LIGHTEST, language
