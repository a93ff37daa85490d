"""A complaint on its way: filed, taken, answered by letter and page, reopened once, answered for good.

Walked by the test and the guide. Whoever walks along gives a `look`, as in the tour.
"""

from collections.abc import Callable

from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.cases import Case
from tests.journeys.letters import wait_for_letter
from tests.journeys.tour import Look
from tests.system import System
from workpermit.core.ids import show_number

WORDS = "I waited four hours at the centre and nobody called my number."
STATEMENT = "Counters 3 and 4 were out of order until noon. Both are repaired."
REPLY = "We are sorry. A second counter is open now."
TOPIC = "/complaints/new/centre_service/"


def complain(system: System, somebody: Callable[..., Person], look: Look) -> None:
    """From the choice of a subject to the last answer."""
    case = Case.begun(system)
    case.fill()  # fills the profile of its account: letters arrive
    citizen, officer = case.as_employer(somebody()), somebody()
    citizen.open("applicant", "/account/")
    address = citizen.page.input_value("#email")  # of the account, whoever filled its profile first
    officer.take_keys("bangkok-assistant")
    acts.sign_in_staff(officer, "registrar")

    def see(name: str, who: Person, address: str) -> None:
        look(name, who, lambda: who.page.goto(address))

    see("complaints", citizen, system.site("applicant", "/complaints/"))
    see("complaint, subjects", citizen, system.site("applicant", "/complaints/new/"))
    see("complaint, to write", citizen, system.site("applicant", TOPIC))
    look("complaint with mistakes", citizen, lambda: empty(citizen))
    empty(citizen)
    citizen.page.select_option("#about", acts.CENTRE)
    citizen.page.fill("#words", WORDS)
    acts.send(citizen.page)
    number = citizen.page.get_attribute("[data-complaint-number]", "data-complaint-number")
    home = citizen.page.url
    desk = system.site("registrar", home.removeprefix(system.site("applicant", "")))
    assert number
    see("complaint", citizen, home)

    explain(system, somebody, look)

    see("complaints at the desk", officer, system.site("registrar", "/complaints/"))
    officer.page.goto(desk)
    assert STATEMENT in officer.words()
    officer.press("Take the complaint")
    see("complaint at the desk", officer, desk)
    officer.page.goto(desk)
    officer.page.fill("#words", REPLY)
    officer.press("Send the answer")
    assert REPLY in wait_for_letter(system, address, f"คำตอบเรื่องร้องเรียนเลขที่ {show_number(number)}")

    see("complaint, answered", citizen, home)
    citizen.page.goto(home)
    citizen.page.fill("#words", "It happened again this week.")
    citizen.press("Reopen the complaint")
    citizen.page.wait_for_url(home)
    officer.page.goto(desk)
    assert "This is the second and last answer" in officer.words()
    officer.page.fill("#words", "The centre now opens on Saturdays too.")
    officer.press("Send the answer")
    citizen.page.goto(home)
    assert "The centre now opens on Saturdays too." in citizen.words()
    assert citizen.page.locator("main form[method=post]").count() == 0
    see("complaint, closed", citizen, home)


def explain(system: System, somebody: Callable[..., Person], look: Look) -> None:
    """The centre's manager sees the complaint without its words, and makes the centre's statement."""
    manager = somebody()
    manager.take_keys("bangkok-manager")
    acts.sign_in_staff(manager, "centre")
    book = system.site("centre", "/manage/complaints/")
    look("manager, complaints", manager, lambda: manager.page.goto(book))
    manager.page.goto(book)
    assert WORDS not in manager.words()
    manager.page.locator("details:has(form) summary").first.click()
    manager.page.locator("textarea[name=words]").first.fill(STATEMENT)
    manager.press("Send to the office")
    manager.page.wait_for_url(book)
    assert STATEMENT not in manager.words()


def empty(citizen: Person) -> None:
    """What comes back when nothing was chosen."""
    citizen.open("applicant", TOPIC)
    acts.send(citizen.page)
    assert citizen.page.locator("#about[aria-invalid=true]").count()
