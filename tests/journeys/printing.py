"""Cards at a centre: a delivery, a count that finds one missing, a card printed after a jam and handed over.

Walked by the test and the guide. Whoever walks along gives a `look`, as in the tour.
"""

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.cases import Case
from tests.journeys.tour import Look
from tests.system import System
from workpermit.core.ids import show_number

STOCK = "/cards/stock/"
FIRST, LAST = "TH-0000-0001", "TH-0000-0300"
SIDES = ".sides img"


def print_card(system: System, somebody: Callable[..., Person], look: Look) -> None:
    """From the maker's box to the card in the worker's hand."""
    clerk, officer = somebody(), somebody()
    clerk.take_keys("bangkok-clerk")
    acts.sign_in_staff(clerk, "centre")
    receive(clerk, look)
    count(clerk, look)
    officer.take_keys("policy-officer")
    acts.sign_in_staff(officer, "oversight")
    decide(officer, look)
    case = Case.awaiting_visit(system)
    worker = case.as_worker(somebody())
    acts.book(worker, case.home)
    acts.check_in(clerk, case.number, acts.checkin_code(worker, case.home))
    acts.confirm_identity(clerk)
    case.wait(lambda: "/permit/" in case.worker.open(case.home).text)
    look("permit with its card", worker, lambda: worker.page.goto(f"{case.home}permit/"))
    code = card_code(worker, case.home)
    worker.page.goto(f"{case.home}permit/")
    permit = urlsplit(worker.page.get_attribute("[data-check-link]", "href") or "").path.rstrip("/").rsplit("/", 1)[-1]
    hand_over(clerk, look, show_number(permit), code)


def receive(clerk: Person, look: Look) -> None:
    """Three hundred blanks of the maker."""
    look("cards, receive", clerk, lambda: clerk.open("centre", f"{STOCK}receive/"))
    clerk.open("centre", f"{STOCK}receive/")
    clerk.page.fill("#first", FIRST)
    clerk.page.fill("#last", LAST)
    clerk.page.fill("#note", "DN-2569-117")
    acts.send(clerk.page, f"{STOCK}receive/")
    expect(clerk.page.locator(".in-stock .num")).to_have_text("300")


def count(clerk: Person, look: Look) -> None:
    """One card is missing."""
    look("cards, count", clerk, lambda: clerk.open("centre", f"{STOCK}count/"))
    clerk.open("centre", f"{STOCK}count/")
    clerk.page.fill("#ranges", "TH-0000-0001 – TH-0000-0299")
    acts.send(clerk.page, f"{STOCK}count/")
    look("cards, stock", clerk, lambda: clerk.open("centre", STOCK))


def decide(officer: Person, look: Look) -> None:
    """The second person looks at the centre's books and writes the card off."""
    look("cards of all centres", officer, lambda: officer.open("oversight", "/card-stock/"))
    officer.open("oversight", "/card-stock/")
    officer.page.locator("main a[href*='/write-offs/']").first.click()
    address = officer.page.url
    look("cards, write-off", officer, lambda: officer.page.goto(address))
    officer.page.goto(address)
    officer.page.fill("#remark", "The centre searched safe and printers.")
    acts.send(officer.page, "/approve/")


def card_code(worker: Person, home: str) -> str:
    """What the worker shows when the card is collected."""
    worker.page.goto(f"{home}permit/")
    acts.send(worker.page, "/card-code/")
    return worker.page.inner_text("[data-checkin-code]").strip()


def hand_over(clerk: Person, look: Look, permit: str, code: str) -> None:
    """Each look at the card's sides costs a blank, as a jam does; the last one is good."""
    look("cards, queue", clerk, lambda: clerk.open("centre", "/cards/"))
    clerk.open("centre", "/cards/")
    clerk.page.locator("main ul.tasks a", has_text=permit).click()
    address = clerk.page.url
    look("card, to personalise", clerk, lambda: clerk.page.goto(address))
    blanks = iter(range(1, 20))
    used: list[str] = []

    def take() -> None:
        clerk.page.goto(address)
        if used:
            jam(clerk)
        used.append(f"TH-0000-{next(blanks):04d}")
        take_sides(clerk, used[-1])

    look("card, sides", clerk, take)
    take()
    acts.send(clerk.page, "/printed/")
    look("card, to hand over", clerk, lambda: clerk.page.goto(address))
    clerk.page.goto(address)
    clerk.page.fill("#serial", used[-1])
    clerk.page.fill("#code", code)
    acts.send(clerk.page, "/issue/")
    expect(clerk.page.locator("form[action$='/issue/']")).to_have_count(0)
    look("card, handed over", clerk, lambda: clerk.page.goto(address))


def take_sides(clerk: Person, serial: str) -> None:
    """Give the card a blank and take its file as soon as it is made."""
    page = clerk.page
    page.fill("#serial", serial)
    acts.send(page, "/personalise/")
    acts.use_demonstration_device(clerk)
    for _attempt in range(30):
        acts.send(page, "/file/")
        if page.locator(SIDES).count():
            break
        page.wait_for_timeout(500)
    expect(page.locator(SIDES)).to_have_count(2)


def jam(clerk: Person) -> None:
    """The blank is spoiled."""
    clerk.page.locator("details:has(form[action$='/spoil/']) summary").click()
    clerk.page.check("#reason-1")
    acts.send(clerk.page, "/spoil/")
