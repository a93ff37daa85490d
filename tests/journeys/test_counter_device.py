"""A counter gets its device: the browser makes the key, two officers enrol it, and visitors' papers open there."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import acts
from tests.journeys.browser import PHONE, Person
from tests.journeys.cases import Case
from tests.system import System
from workpermit.cli.main import main

STORED = """
(centre) => new Promise((resolve) => {
  const opening = indexedDB.open("counter-device", 1);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("keys").objectStore("keys").get(centre);
    asked.onsuccess = async () => resolve([
      asked.result.secret.extractable,
      await crypto.subtle.exportKey("jwk", asked.result.secret).then(() => "copied", (error) => error.name),
    ]);
  };
})
"""


@dataclass
class Desk:
    """The officers' table: the vault's machine and both officers' own, with a folder for the files between them."""

    system: System
    folder: Path

    def run(self, *words: object) -> int:
        return main(["vault", *map(str, words)])

    def sign_and_add(self, file: Path) -> None:
        for officer in ("officer-1", "officer-2"):
            key = self.system.var / "keys" / "officers" / f"{officer}.pem"
            assert self.run("sign", file, "--officer", key, "--yes") == 0
        assert self.run("add", file, "--config", self.config) == 0

    @property
    def config(self) -> Path:
        return self.system.var / "config" / "vault.json"


@pytest.fixture
def desk(system: System, tmp_path: Path) -> Desk:
    return Desk(system, tmp_path)


def signed_in_clerk(somebody: Callable[..., Person]) -> Person:
    clerk = somebody()
    clerk.take_keys("bangkok-clerk")
    acts.sign_in_staff(clerk, "centre")
    return clerk


def make_key(clerk: Person, counter: str) -> str:
    """Make the device's key on its page; gives the request."""
    page = clerk.page
    clerk.open("centre", "/device/")
    page.locator("[data-step=none]").wait_for()
    page.fill("#counter", counter)
    page.locator("[data-make]").click()
    expect(page.locator("[data-state=unknown]")).to_be_visible()
    return page.input_value("#request")


def test_a_counter_is_enrolled_by_two_officers_and_opens_a_visit(
    system: System, desk: Desk, somebody: Callable[..., Person], capsys: pytest.CaptureFixture[str]
) -> None:
    case = Case.awaiting_visit(system)
    worker, clerk = case.as_worker(somebody(size=PHONE)), signed_in_clerk(somebody)
    page = clerk.page
    request = desk.folder / "device-request.json"
    request.write_text(make_key(clerk, "7"))
    assert page.evaluate(STORED, acts.CENTRE) == [False, "InvalidAccessError"], "no script can copy the key"
    acts.book(worker, case.home)
    code = acts.checkin_code(worker, case.home)

    # Not enrolled yet: refused, and the code still works afterwards.
    clerk.open("centre")
    acts.type_code(clerk, case.number, code)
    assert "not an enrolled device" in clerk.words()

    statement = desk.folder / "device.json"
    words = ("--centre", acts.CENTRE, "--request", request, "--config", desk.config, "--out", statement)
    assert desk.run("propose", "device", *words) == 0
    clerk.open("centre", "/device/")
    fingerprint = page.locator("[data-fingerprint]")
    expect(fingerprint).not_to_be_empty()
    assert fingerprint.inner_text() in capsys.readouterr().out
    desk.sign_and_add(statement)
    page.reload()
    expect(page.locator("[data-state=enrolled]")).to_be_visible()

    clerk.open("centre")
    acts.type_code(clerk, case.number, code)
    page.locator("[data-left]").wait_for()
    assert case.persona.passport_number in clerk.words()
    assert page.locator("img.photo").evaluate("image => image.complete && image.naturalWidth > 0")

    # Taken back while the visit is open: nothing opens any more, from that moment.
    revocation = desk.folder / "removed.json"
    id = json.loads(statement.read_text())["statement"]["id"]
    words = ("--statement", id, "--config", desk.config, "--out", revocation)
    assert desk.run("propose", "revocation", *words) == 0
    desk.sign_and_add(revocation)
    page.goto(page.url)
    expect(page.locator("h1")).to_have_text("The enrolment of this counter's device has ended.")

    worker.page.goto(f"{case.home}looks/")
    assert "Bangkok" in worker.words() or "กรุงเทพ" in worker.words()
    assert "counter 7" in worker.words()


def test_a_browser_that_is_no_counter_says_so_before_anything_is_typed(
    system: System, somebody: Callable[..., Person]
) -> None:
    clerk = signed_in_clerk(somebody)

    expect(clerk.page.locator("[data-no-device]")).to_be_visible()
    assert "not an enrolled device" in clerk.words()

    acts.use_demonstration_device(clerk)
    clerk.open("centre", "/device/")
    expect(clerk.page.locator("[data-state=enrolled]")).to_be_visible()


def test_a_visit_does_not_move_to_another_browser(system: System, somebody: Callable[..., Person]) -> None:
    """The session and the visit's cookie, copied to another machine, open nothing there."""
    case = Case.awaiting_visit(system)
    worker, clerk = case.as_worker(somebody(size=PHONE)), signed_in_clerk(somebody)
    acts.book(worker, case.home)
    acts.check_in(clerk, case.number, acts.checkin_code(worker, case.home))
    thief = somebody()
    thief.context.add_cookies(clerk.context.cookies())

    thief.page.goto(clerk.page.url)
    expect(thief.page.locator("[data-no-device]")).to_be_visible()
    thief.page.locator("form[data-act=open_visit] button").click()

    expect(thief.page.locator("h1")).to_have_text("This browser is not an enrolled device of this centre.")
    assert case.persona.passport_number not in thief.page.content()


def test_a_second_look_needs_a_second_signature(system: System, somebody: Callable[..., Person]) -> None:
    """Loading the page again asks the device again; sending the old form again opens nothing by itself."""
    case = Case.awaiting_visit(system)
    worker, clerk = case.as_worker(somebody(size=PHONE)), signed_in_clerk(somebody)
    acts.book(worker, case.home)
    acts.check_in(clerk, case.number, acts.checkin_code(worker, case.home))
    page = clerk.page

    page.goto(page.url)
    page.locator("[data-left]").wait_for()
    page.reload()
    expect(page.locator("form[data-act=open_visit] button")).to_be_visible()
    page.locator("form[data-act=open_visit] button").click()
    page.locator("[data-left]").wait_for()

    acts.confirm_identity(clerk)
    assert "Identity confirmed" in clerk.words()
