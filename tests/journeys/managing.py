"""A manager runs a centre for a morning, and an officer of the Department looks at all of them and sends a mobile unit.

Walked by the test and the guide. Whoever walks along gives a `look`, as in the tour.
"""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.cases import today
from tests.journeys.tour import Look
from tests.system import System

SERIAL = "CAM-2291"


def manage(system: System, somebody: Callable[..., Person], look: Look) -> None:
    """From the day's load to a closure that is called off again, and a stop that is called off."""
    manager, officer = somebody(), somebody()
    manager.take_keys("bangkok-manager")
    acts.sign_in_staff(manager, "centre")
    home = system.site("centre", "/manage/")

    def see(name: str, who: Person, address: str) -> None:
        look(name, who, lambda: who.page.goto(address))

    see("manager, today", manager, home)
    see("manager, counters", manager, f"{home}counters/")
    _break_and_repair(manager, home)
    see("manager, equipment", manager, f"{home}equipment/")
    see("manager, staff", manager, f"{home}staff/")
    _close(manager, home, look)
    see("manager, incidents", manager, f"{home}incidents/")
    _send_unit(officer, system, look)


def _break_and_repair(manager: Person, home: str) -> None:
    page = manager.page
    page.goto(f"{home}equipment/")
    page.fill("#serial", SERIAL)
    page.select_option("#counter", "2")
    manager.press("Register")
    page.get_by_role("link", name=SERIAL).click()
    machine = page.url
    page.fill("#words", "The picture is black.")
    manager.press("It is out of order")
    expect(page.get_by_text("The picture is black.")).to_be_visible()
    page.goto(machine)
    page.fill("#words", "The cable was replaced.")
    manager.press("It works again")
    expect(page.get_by_text("The cable was replaced.")).to_be_visible()


def _close(manager: Person, home: str, look: Look) -> None:
    page, day = manager.page, (today() + timedelta(days=9)).isoformat()

    def ask() -> None:
        page.goto(f"{home}days/")
        for field, typed in {"first": day, "last": day, "reason_th": "ซ่อมระบบไฟฟ้า", "reason_en": "Repairs"}.items():
            page.fill(f"#{field}", typed)
        acts.send(page, "/manage/days/close/")

    look("manager, days", manager, lambda: page.goto(f"{home}days/"))
    look("manager, closure", manager, ask)
    ask()
    manager.press("Close the centre on these days")
    expect(page.get_by_text("Repairs")).to_be_visible()
    manager.press("Open again")
    expect(page.get_by_text("Repairs")).to_have_count(0)


def _send_unit(officer: Person, system: System, look: Look) -> None:
    officer.take_keys("policy-officer")
    acts.sign_in_staff(officer, "oversight")
    page, day = officer.page, (today() + timedelta(days=3)).isoformat()
    network = system.site("oversight", "/centres/")
    look("network, map", officer, lambda: page.goto(network))
    look("network, waits", officer, lambda: page.goto(f"{network}?show=waits"))
    look("network, staffing", officer, lambda: page.goto(f"{network}?show=staff"))
    page.goto(f"{network}tours/")
    page.select_option("#unit", "MB-004")
    page.select_option("#province", "55")
    for field, typed in {
        "place_th": "ศาลากลางจังหวัดน่าน", "place_en": "Nan Provincial Hall", "first": day, "last": day,
    }.items():  # fmt: skip
        page.fill(f"#{field}", typed)
    officer.press("Publish the stop")
    expect(page.get_by_text("Nan Provincial Hall")).to_be_visible()
    look("network, tours", officer, lambda: page.goto(f"{network}tours/"))
    look("network, centre", officer, lambda: page.goto(f"{network}MB-004/"))
    page.goto(f"{network}tours/")
    page.get_by_role("link", name="Call off").click()
    page.fill("#reason_th", "น้ำท่วม")
    page.fill("#reason_en", "Flood")
    officer.press("Call off the stop")
    expect(page.get_by_text("called off", exact=True)).to_be_visible()
