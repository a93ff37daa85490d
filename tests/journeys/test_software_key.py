"""Where a browser has no authenticator, the demonstration offers one on the page."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import PHONE, Person
from tests.journeys.cases import Case
from tests.system import System


def test_a_registrar_without_any_key_signs_with_the_demonstrations(
    system: System, somebody: Callable[..., Person]
) -> None:
    case = Case.recommended(system)
    registrar = somebody(authenticator=False)
    page = registrar.page
    registrar.open("registrar")
    choose(registrar, "Witthaya Thammarak")
    acts.press_key(page, "soft")
    acts.open_case(registrar, case.number)
    acts.wait_for_act(registrar, "grant").click()
    page.wait_for_url(lambda url: "signin." in url or "/decisions/" in url)
    if "signin." in page.url:
        choose(registrar, "Witthaya Thammarak")
        acts.press_key(page, "soft")
    page.locator("[data-ready]").wait_for()
    acts.press_key(page, "soft")

    page.wait_for_url("**/done/")
    assert "Granted and signed" in registrar.words()


def choose(registrar: Person, name: str) -> None:
    people = registrar.page.locator("[data-person]")
    expect(people).to_be_visible()
    label = next(one for one in people.locator("option").all_inner_texts() if name in one)
    people.select_option(label=label)


def test_a_worker_without_a_passkey_makes_a_demonstration_key_and_signs_with_it(
    system: System, somebody: Callable[..., Person]
) -> None:
    case = Case.filled(system)
    employer, worker = case.as_employer(somebody()), somebody(size=PHONE, authenticator=False)
    acts.open_invitation(worker, acts.invite(employer, case.home), case.persona)
    acts.press_key(worker.page, "soft")

    worker.page.goto(f"{case.home}filing/")
    acts.send(worker.page, "/confirm/", timeout=acts.BACKGROUND)
    acts.press_key(worker.page, "soft")
    worker.page.wait_for_url(f"{case.home}confirmed/")

    assert "You have confirmed the filing" in worker.words()
