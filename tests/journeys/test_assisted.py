"""A worker without a phone files at a counter, in Burmese; the clerk's device signs, and both are recorded."""

from collections.abc import Callable

from tests.journeys import acts
from tests.journeys.browser import Person, read_in
from tests.journeys.routes import Route, typed_sections
from tests.journeys.test_accessibility import judge
from tests.system import System


def test_a_worker_without_a_phone_files_at_the_counter_in_burmese(
    system: System, somebody: Callable[..., Person]
) -> None:
    found: list[str] = []
    look = judge(found)
    case = Route.of(system, "s59_new")
    desk = somebody()
    page = desk.page
    open_counter(desk)

    look("help, begin", desk, lambda: desk.open("centre", "/assisted/"))
    begin_help(desk, typed_sections("s59_new", **case.changes)["worker"])
    assert page.locator("html").get_attribute("lang") == "my"
    assert "ဝန်ထမ်း" in page.locator(".help-line").inner_text()

    case.begin(desk)
    case.borrow(desk)
    for section, typed in typed_sections("s59_new", **case.changes).items():
        # In what capacity one files is not asked: at a counter the worker files for himself.
        acts.save_section(desk, case.home, section, {name: typed[name] for name in typed if name != "acting_as"})
    case.add_documents()
    page.goto(f"{case.home}check/")  # the page goes on by itself until the papers are read
    page.locator("form[action$='/confirm/']").wait_for(timeout=acts.BACKGROUND)
    look("help, answers to check", desk, lambda: page.goto(f"{case.home}check/"))
    read_in(desk, "my")
    page.goto(f"{case.home}check/")
    acts.send(page, "/confirm/", timeout=acts.BACKGROUND)
    page.wait_for_selector("form[data-act=confirm_at_counter]")
    for box in page.locator("form[data-act=confirm_at_counter] input[type=checkbox]").all():
        box.check()
    page.locator("form[data-act=confirm_at_counter] button").click()
    page.wait_for_selector("[data-application-number]")
    number = page.inner_text("[data-application-number]")

    page.locator("a[href$='/paper/']").click()
    acts.send(page, "")
    assert number in desk.words()
    assert page.locator("[data-paper-code]").inner_text()
    page.goto(case.home)
    assert "ဝန်ထမ်း၏ အကူအညီဖြင့်" in desk.words()

    page.locator(".help-line button").click()
    page.wait_for_url("**/assisted/done/")
    page.goto(case.home)
    assert "signin." in page.url  # nothing of the visitor is left in this browser
    assert not found, "\n".join(found)


def open_counter(clerk: Person) -> None:
    """A counter that helps with applications, at the demonstration's device."""
    clerk.take_keys("bangkok-clerk")
    acts.sign_in_staff(clerk, "centre")
    clerk.open("centre", "/queue/")
    clerk.page.select_option("#counter", "7")
    for box in clerk.page.locator("input[name=serves]").all():
        box.set_checked(box.get_attribute("value") == "assisted")
    clerk.page.locator("form[action='/queue/counter/'] button").click()
    clerk.page.locator("[data-link]").wait_for(state="attached")
    clerk.open("centre")
    acts.use_demonstration_device(clerk)


def begin_help(clerk: Person, worker: dict[str, str]) -> None:
    """Type the worker's passport and open his pages in Burmese."""
    clerk.open("centre", "/assisted/")
    names = ("passport_number", "birth_date_day", "birth_date_month", "birth_date_year", "nationality")
    acts.type_answers(clerk.page, {name: worker[name] for name in names} | {"language": "my"})
    acts.send(clerk.page, "/assisted/")
    clerk.page.wait_for_url("**/finder/**")
