"""A complaint on its way: filed, taken, answered by letter and page, reopened once, answered for good."""

from collections.abc import Callable

from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.cases import Case
from tests.journeys.letters import wait_for_letter
from tests.journeys.test_freezes import look
from tests.system import System
from workpermit.core.ids import show_number

WORDS = "I waited four hours at the centre and nobody called my number."
REPLY = "We are sorry. A second counter is open now."


def test_a_complaint_is_answered_reopened_and_answered_for_good(
    system: System, somebody: Callable[..., Person]
) -> None:
    case = Case.begun(system)
    case.fill()  # fills the profile of its account: letters arrive
    citizen, officer = case.as_employer(somebody()), somebody()
    citizen.open("applicant", "/account/")
    address = citizen.page.input_value("#email")
    officer.take_keys("bangkok-assistant")
    acts.sign_in_staff(officer, "registrar")

    citizen.open("applicant", "/complaints/")
    found = look(citizen, "complaints")
    citizen.page.get_by_role("link", name="File a complaint").click()
    found += look(citizen, "subjects")
    citizen.page.locator("main a[href='/complaints/new/centre_service/']").click()
    acts.send(citizen.page)
    assert "Choose what the complaint is about." in citizen.words()
    found += look(citizen, "complaint with mistakes")
    citizen.page.select_option("#about", acts.CENTRE)
    citizen.page.fill("#words", WORDS)
    acts.send(citizen.page)
    number = citizen.page.get_attribute("[data-complaint-number]", "data-complaint-number")
    home = citizen.page.url
    path = home.removeprefix(system.site("applicant").rstrip("/"))
    assert number
    found += look(citizen, "complaint")

    officer.open("registrar", "/complaints/")
    found += look(officer, "complaints at the desk")
    officer.open("registrar", path)
    officer.press("Take the complaint")
    found += look(officer, "complaint at the desk")
    officer.page.fill("#words", REPLY)
    officer.press("Send the answer")
    assert REPLY in wait_for_letter(system, address, f"คำตอบเรื่องร้องเรียนเลขที่ {show_number(number)}")

    citizen.page.goto(home)
    found += look(citizen, "complaint, answered")
    citizen.page.fill("#words", "It happened again this week.")
    citizen.press("Reopen the complaint")
    citizen.page.wait_for_url(home)

    officer.page.goto(officer.page.url)
    assert "This is the second and last answer" in officer.words()
    officer.page.fill("#words", "The centre now opens on Saturdays too.")
    officer.press("Send the answer")
    citizen.page.goto(home)
    assert "The centre now opens on Saturdays too." in citizen.words()
    assert citizen.page.locator("main form[method=post]").count() == 0
    found += look(citizen, "complaint, closed")
    assert not found, "\n".join(found)
