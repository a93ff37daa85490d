"""The counter's camera in a real browser: a fake device shows drawn faces of nobody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Error, Playwright, expect
from psycopg import Connection

from tests.faces.drawing import draw_faces
from tests.journeys import acts
from tests.journeys.browser import DESK, Person, chromium, person
from tests.journeys.cases import Case
from tests.journeys.link import far_person, link_to
from tests.journeys.waiting import connect
from tests.passports.chip.make import certify, chip
from tests.passports.chip.test_apart import as_text
from tests.system import System
from workpermit.cli.walk import evidence


@contextmanager
def clerk_with_camera(playwright: Playwright, system: System, film: Path, *, refuses: bool = False) -> Iterator[Person]:
    """A clerk whose browser has a camera that shows this film, and gives it without asking, or never."""
    args = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"]
    args += ["--deny-permission-prompts"] if refuses else ["--use-fake-ui-for-media-stream"]
    with chromium(playwright, *args) as browser, person(browser, system, size=DESK) as clerk:
        clerk.take_keys("bangkok-clerk")
        acts.sign_in_staff(clerk, "centre")
        yield clerk


@pytest.fixture
def visit(system: System, somebody: Callable[..., Person], monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """The number and the code of somebody who is expected today, and whose photograph shows face 4."""
    monkeypatch.setattr(evidence, "photograph", lambda: draw_faces(4))
    case = Case.awaiting_visit(system)
    worker = case.as_worker(somebody())
    acts.book(worker, case.home)
    return case.number, acts.checkin_code(worker, case.home)


def film(path: Path, picture: bytes) -> Path:
    """A film of one picture, as Chromium's fake camera takes it."""
    path.write_bytes(picture * 3)
    return path


def test_a_picture_is_compared_and_a_chip_judged_before_the_clerk_decides(
    system: System, playwright: Playwright, visit: tuple[str, str], tmp_path: Path
) -> None:
    number, code = visit
    with clerk_with_camera(playwright, system, film(tmp_path / "face.mjpeg", draw_faces(4, light=0.9))) as clerk:
        acts.check_in(clerk, number, code)
        clerk.page.locator("[data-open]").click()
        clerk.page.locator("[data-take]").click()
        expect(clerk.page.locator("[data-camera] [data-said]")).to_contain_text(
            "The faces are alike.", timeout=acts.BACKGROUND
        )
        assert clerk.page.locator("[data-video]").is_hidden(), "the camera is off again"
        read = tmp_path / "chip.json"
        read.write_bytes(as_text(chip(certify("Signer of nobody"))))
        clerk.page.locator("#chip-file").set_input_files(read)
        expect(clerk.page.locator("[data-chip] [data-said]")).to_contain_text(
            "is not in the list", timeout=acts.BACKGROUND
        )
        acts.confirm_identity(clerk)
        with suppress(Error):  # the browser may refuse to go back to a page that it did not keep
            clerk.page.go_back(timeout=5_000)
        clerk.page.wait_for_timeout(1_000)  # milliseconds in which a kept page would show itself
        expect(clerk.page.locator("body")).not_to_contain_text("THANT")


def test_a_camera_that_the_browser_refuses_leaves_the_choice_of_a_file(
    system: System, playwright: Playwright, visit: tuple[str, str], tmp_path: Path
) -> None:
    number, code = visit
    picture = tmp_path / "two.jpg"
    picture.write_bytes(draw_faces(4, 2))
    with clerk_with_camera(playwright, system, film(tmp_path / "f.mjpeg", draw_faces(4)), refuses=True) as clerk:
        acts.check_in(clerk, number, code)
        clerk.page.locator("[data-open]").click()
        expect(clerk.page.locator("[data-refused]")).to_be_visible()
        clerk.page.locator("#face-file").set_input_files(picture)
        expect(clerk.page.locator("[data-camera] [data-said]")).to_contain_text(
            "more than one face", timeout=acts.BACKGROUND
        )


def test_a_picture_whose_link_breaks_on_the_way_is_sent_again_and_kept_once(
    system: System, playwright: Playwright, visit: tuple[str, str], tmp_path: Path
) -> None:
    number, code = visit
    link = link_to(system)
    camera = f"--use-file-for-fake-video-capture={film(tmp_path / 'face.mjpeg', draw_faces(4, light=0.9))}"
    words = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", camera]
    with far_person(playwright, system, link, *words) as clerk, connect(system) as connection:
        clerk.take_keys("bangkok-clerk")
        acts.sign_in_staff(clerk, "centre")
        acts.check_in(clerk, number, code)
        kept = captures(connection)
        for answered in (False, True):
            link.cut_at(b"/face/capture/ HTTP", answered=answered)
            clerk.page.locator("[data-camera] [data-open]").click()
            clerk.page.locator("[data-take]").click()
            broken = clerk.page.locator("[data-camera] [data-broken]")
            expect(broken).to_be_visible(timeout=acts.BACKGROUND)
            assert captures(connection) == kept + answered, "half a picture is none"
            stored = "() => [localStorage.length, sessionStorage.length].join()"
            assert clerk.page.evaluate(stored) == "0,0"
            link.mend()
            broken.locator("[data-again]").click()
            expect(broken).to_be_hidden(timeout=acts.BACKGROUND)
            expect(clerk.page.locator("[data-camera] [data-said]")).to_contain_text(
                "The faces are alike.", timeout=acts.BACKGROUND
            )
            kept += 1
            assert captures(connection) == kept


def captures(connection: Connection[tuple[object, ...]]) -> int:
    """How many captures are kept."""
    return len(connection.execute("SELECT id FROM identity_capture").fetchall())
