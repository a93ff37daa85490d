"""A counter in link loss: it goes on with the numbers that it holds; the server has it all once the link is back."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import Person

HOLDS = "() => Object.keys(localStorage).some((key) => JSON.parse(localStorage[key]).block?.length > 1)"


def make_kiosk(kiosk: Person) -> None:
    kiosk.take_keys("bangkok-clerk")
    acts.sign_in_staff(kiosk, "centre")
    kiosk.open("centre", "/kiosk/set-up/")
    acts.send(kiosk.page)
    kiosk.page.wait_for_url("**/kiosk/")


def take_number(kiosk: Person) -> str:
    kiosk.open("centre", "/kiosk/")
    kiosk.page.locator("button[value=assisted]").click()
    label = kiosk.page.locator(".paper-ticket .label")
    label.wait_for()
    return label.inner_text()


def open_counter(clerk: Person, name: str) -> None:
    clerk.take_keys("bangkok-clerk")
    acts.sign_in_staff(clerk, "centre")
    clerk.open("centre", "/queue/")
    clerk.page.fill("#counter", name)
    clerk.page.locator("form[action='/queue/counter/'] button").click()
    clerk.page.locator("[data-link]").wait_for(state="attached")


def test_a_counter_goes_on_without_its_link_and_sends_later(somebody: Callable[..., Person]) -> None:
    kiosk, clerk, hall = somebody(), somebody(), somebody(language="th")
    make_kiosk(kiosk)
    labels = [take_number(kiosk) for _visitor in range(3)]
    open_counter(clerk, "4")
    page = clerk.page
    page.wait_for_function(HOLDS)

    clerk.context.set_offline(True)
    lost = page.locator("[data-lost]")
    expect(lost).to_be_visible()
    assert "Nothing can be issued and nobody identified" in lost.inner_text()
    for act in ("call", "serve", "finish", "call"):
        page.locator(f"[data-do={act}]").click()
    expect(page.locator("[data-number]")).to_have_text(labels[1])
    expect(page.locator("[data-unsent]")).to_have_text("4")

    clerk.context.set_offline(False)
    expect(page.locator("[data-lost]")).to_be_hidden(timeout=acts.BACKGROUND)
    expect(page.locator(".online .label")).to_have_text(labels[1])
    hall.open("centre", f"/hall/{acts.CENTRE}/")
    said = hall.words()
    assert labels[1] in said
    assert labels[0] in said

    # The display says by itself that it has lost the link.
    hall.context.set_offline(True)
    expect(hall.page.locator("[data-offline]")).to_be_visible(timeout=acts.BACKGROUND)
