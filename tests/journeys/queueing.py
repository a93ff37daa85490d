"""A day in the hall of a centre: numbers from the kiosk, a counter that calls, and the counter without its link.

Walked by the test and the guides. Whoever walks along gives a `look`, as in the tour.
"""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.tour import Look
from tests.system import System

HOLDS = "() => Object.keys(localStorage).some((key) => JSON.parse(localStorage[key]).block?.length > 1)"
CLERK, COUNTER = "bangkok-clerk", "4"


def spend_day(system: System, somebody: Callable[..., Person], look: Look) -> None:
    """From the door to the counter and back, with the link lost in between."""
    kiosk, clerk, hall, phone = somebody(), somebody(), somebody(), somebody()
    make_kiosk(kiosk)
    look("kiosk", kiosk, lambda: kiosk.open("centre", "/kiosk/"))
    labels = [take_number(kiosk) for _visitor in range(4)]
    given = kiosk.page.url
    look("kiosk, number", kiosk, lambda: kiosk.page.goto(given))
    open_counter(clerk, look)
    look("queue", clerk, lambda: clerk.open("centre", "/queue/"))
    go_without_link(clerk, labels, look)
    call_next(clerk)
    look("queue, called", clerk, lambda: clerk.open("centre", "/queue/"))
    address = f"/hall/{acts.CENTRE}/"
    look("hall", hall, lambda: hall.open("centre", address))
    hall.open("centre", address)
    assert labels[2] in hall.words()
    assert labels[0] in hall.words()
    token = given.rstrip("/").rsplit("/", 1)[-1]
    look("number on the phone", phone, lambda: phone.open("applicant", f"/q/{token}/"))
    look("queue, times", clerk, lambda: clerk.open("centre", "/queue/times/"))
    # The display says by itself that it has lost the link.
    hall.context.set_offline(True)
    expect(hall.page.locator("[data-offline]")).to_be_visible(timeout=acts.BACKGROUND)


def make_kiosk(kiosk: Person, clerk: str = CLERK) -> None:
    kiosk.take_keys(clerk)
    acts.sign_in_staff(kiosk, "centre")
    kiosk.open("centre", "/screens/")
    acts.send(kiosk.page)
    kiosk.page.wait_for_url("**/kiosk/")


def take_number(kiosk: Person) -> str:
    """A number without appointment; gives its label."""
    kiosk.open("centre", "/kiosk/")
    kiosk.page.locator("button[value=assisted]").click()
    label = kiosk.page.locator(".paper-ticket .label")
    label.wait_for()
    return label.inner_text()


def open_counter(clerk: Person, look: Look, who: str = CLERK) -> None:
    clerk.take_keys(who)
    acts.sign_in_staff(clerk, "centre")
    look("queue, counter", clerk, lambda: clerk.open("centre", "/queue/"))
    clerk.open("centre", "/queue/")
    clerk.page.select_option("#counter", COUNTER)
    clerk.page.locator("form[action='/queue/counter/'] button").click()
    clerk.page.locator("[data-link]").wait_for(state="attached")


def go_without_link(clerk: Person, labels: list[str], look: Look) -> None:
    """Two are called without the link; once it is back the server has all of it, and the second one is here."""
    look("queue, link lost", clerk, lambda: lose_link(clerk))
    lose_link(clerk)
    page = clerk.page
    for act in ("call", "serve", "finish", "call", "serve"):
        page.locator(f"[data-do={act}]").click()
    expect(page.locator("[data-number]")).to_have_text(labels[1])
    expect(page.locator("[data-unsent]")).to_have_text("5")
    clerk.context.set_offline(False)
    expect(page.locator("[data-lost]")).to_be_hidden(timeout=acts.BACKGROUND)
    expect(page.locator(".online .label")).to_have_text(labels[1])


def lose_link(clerk: Person) -> None:
    """Once the counter holds its numbers, cut it off."""
    clerk.context.set_offline(False)
    clerk.open("centre", "/queue/")
    clerk.page.wait_for_function(HOLDS)
    clerk.context.set_offline(True)
    expect(clerk.page.locator("[data-lost]")).to_be_visible()


def call_next(clerk: Person) -> None:
    """The main button, by the keyboard alone: it has the focus already."""
    main = clerk.page.locator(".online button[name=next]")
    expect(main).to_be_focused()
    clerk.page.keyboard.press("Enter")
    expect(clerk.page.locator(".online .ticket.called")).to_be_visible()
