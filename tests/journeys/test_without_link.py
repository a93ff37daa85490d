"""A counter and a kiosk without their link, also when a page is loaded again: all goes on, and counts once."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.link import Link, far_person, link_to
from tests.journeys.queueing import COUNTER, HOLDS, make_kiosk, open_counter, take_number
from tests.journeys.test_accessibility import AXE, problems
from tests.system import System

CLERK = "bangkok-clerk-2"  # of a centre in which no other journey leaves anybody waiting
KEPT = "async () => (await (await caches.open('queue')).keys()).map((one) => new URL(one.url).pathname)"
WORKS = "async () => (await navigator.serviceWorker.ready).active.state === 'activated'"


@pytest.fixture
def link(system: System) -> Link:
    return link_to(system)


@pytest.fixture
def clerk(playwright: Playwright, system: System, link: Link) -> Iterator[Person]:
    """Somebody who reaches the centre's site over the link alone."""
    with far_person(playwright, system, link) as somebody:
        yield somebody


def nothing(_name: str, _person: Person, _go: Callable[[], object]) -> None:
    """Nobody looks."""


def press(page: Page, *names: str) -> None:
    for name in names:
        page.locator(f"[data-do={name}]").click()


def go_home(page: Page) -> None:
    """Whoever waits is served, and the counter is closed."""
    line = page.locator(".line .tasks li")
    while line.count() or page.locator(".online .ticket:not(.none)").count():
        page.locator(".online .main-act .button:not(.quiet)").click()
        page.wait_for_timeout(200)
        page.reload()
    page.locator(".leave summary").click()
    page.locator(".leave button").click()
    page.locator(".sit-down").wait_for()


def test_a_page_that_is_loaded_again_without_the_link_goes_on_and_everything_counts_once(
    system: System, somebody: Callable[..., Person], clerk: Person, link: Link
) -> None:
    kiosk = somebody()
    make_kiosk(kiosk, CLERK)
    labels = [take_number(kiosk) for _visitor in range(3)]
    open_counter(clerk, nothing, CLERK)
    page = clerk.page
    page.wait_for_function(HOLDS)
    page.wait_for_function(WORKS)
    kept = page.evaluate(KEPT)
    assert [one for one in kept if not one.startswith("/static/")] == ["/queue/without-link/"]

    link.cut()
    expect(page.locator("[data-lost]")).to_be_visible(timeout=acts.BACKGROUND)
    press(page, "call", "serve")
    page.reload()
    expect(page.locator("[data-counter-name]")).to_have_text(COUNTER)
    expect(page.locator("[data-number]")).to_have_text(labels[0])
    page.evaluate(AXE)
    assert problems(clerk) == []
    press(page, "finish", "call")
    page.close()
    page = clerk.page = clerk.context.new_page()
    page.goto(system.site("centre", "/queue/"))
    expect(page.locator("[data-number]")).to_have_text(labels[1])
    expect(page.locator("[data-unsent]")).to_have_text("4")

    link.mend()
    expect(page.locator(".online .label")).to_have_text(labels[1], timeout=acts.BACKGROUND)
    expect(page.locator("[data-lost]")).to_be_hidden()
    expect(page.locator("[data-refused]")).to_be_hidden()
    expect(page.locator(".online")).to_contain_text("call 1 of")

    go_home(page)
    page.locator("form[action='/sign-out/'] button").click()
    page.locator("h1", has_text="You are signed out").wait_for()
    page.wait_for_function("async () => !(await caches.keys()).length && !localStorage.getItem('queue')")
    link.cut()
    with pytest.raises(Exception, match="ERR_"):
        page.goto(system.site("centre", "/queue/"))


def test_what_was_recorded_counts_although_the_clerk_has_opened_the_counter_at_another_machine(
    system: System, somebody: Callable[..., Person], clerk: Person, link: Link
) -> None:
    kiosk, elsewhere = somebody(), somebody()
    make_kiosk(kiosk, CLERK)
    labels = [take_number(kiosk) for _visitor in range(2)]
    open_counter(clerk, nothing, CLERK)
    clerk.page.wait_for_function(HOLDS)
    link.cut()
    expect(clerk.page.locator("[data-lost]")).to_be_visible(timeout=acts.BACKGROUND)
    press(clerk.page, "call", "serve", "finish", "call")
    clerk.page.close()
    elsewhere.take_keys(CLERK)
    acts.sign_in_staff(elsewhere, "centre")
    # Leaving and sitting down again, as a clerk does who moves to another machine.
    elsewhere.open("centre", "/queue/")
    elsewhere.page.locator(".leave summary").click()
    elsewhere.page.locator(".leave button").click()
    elsewhere.page.select_option("#counter", COUNTER)
    elsewhere.page.locator("form[action='/queue/counter/'] button").click()
    elsewhere.page.locator("[data-link]").wait_for(state="attached")

    link.mend()
    clerk.page = clerk.context.new_page()
    clerk.page.goto(system.site("centre", "/queue/"))

    expect(clerk.page.locator(".online .label")).to_have_text(labels[1], timeout=acts.BACKGROUND)
    expect(clerk.page.locator("[data-refused]")).to_be_hidden()
    go_home(clerk.page)


def test_a_kiosk_without_its_link_gives_numbers_of_its_own_which_are_in_the_line_afterwards(
    system: System, somebody: Callable[..., Person], clerk: Person, link: Link
) -> None:
    other = somebody()
    make_kiosk(other, CLERK)
    make_kiosk(clerk, CLERK)
    page = clerk.page
    holds = "() => JSON.parse(localStorage.getItem('kiosk') ?? '{}').block?.length"
    for kiosk in (page, other.page):
        kiosk.wait_for_function(holds)
    blocks = [kiosk.evaluate("() => JSON.parse(localStorage.getItem('kiosk')).block") for kiosk in (page, other.page)]
    assert not set(blocks[0]) & set(blocks[1])
    page.wait_for_function(WORKS)

    link.cut()
    page.locator(".tongues a[lang=my]").click()
    assert page.evaluate("document.documentElement.lang") == "my"
    page.evaluate(AXE)
    assert problems(clerk) == []
    label = give(page, blocks[0][0])
    page.evaluate(AXE)
    assert problems(clerk) == []
    page.locator("[data-again]").click()
    page.reload()
    give(page, blocks[0][1])
    page.locator("[data-again]").click()

    link.mend()
    page.wait_for_url("**/kiosk/", timeout=acts.BACKGROUND)
    page.wait_for_function("() => !JSON.parse(localStorage.getItem('kiosk')).given.length")
    staff = somebody()
    open_counter(staff, nothing, CLERK)
    expect(staff.page.locator(".line .tasks li")).to_have_count(2)
    expect(staff.page.locator(".line .tasks")).to_contain_text(label)
    go_home(staff.page)


def give(page: Page, number: int) -> str:
    """Take a number without the link; gives its label."""
    page.locator("[data-wish=assisted]").click()
    expect(page.locator("[data-number]")).to_have_text(f"D {number:03d}")
    return page.locator("[data-number]").inner_text()


def test_a_counter_whose_clock_is_wrong_says_so(clerk: Person) -> None:
    clerk.context.add_init_script("const right = Date.now; Date.now = () => right() - 420_000;")
    open_counter(clerk, nothing, CLERK)

    note = clerk.page.locator("[data-clock-wrong]")
    expect(note).to_be_visible(timeout=acts.BACKGROUND)
    expect(note).to_contain_text("The clock of this computer is wrong.")
    assert abs(int(clerk.page.locator("[data-off-by]").inner_text()) + 420) < 30
    go_home(clerk.page)
