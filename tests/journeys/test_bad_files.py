"""Files that may not be taken: each gets a clear answer in the browser, and nothing of it stays in the filing."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.documents.test_press import pdf, picture, png_bomb
from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.cases import Case
from tests.system import System

EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(2000)
# The harmless file by which scanners are tried (eicar.org); cut in two, so that no scanner locks this file away.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
LARGE = 30_000_000  # bytes
PATIENCE = 60.0  # seconds for the scanner to load, and for the launcher to start the press again


@pytest.fixture(scope="module")
def case(system: System) -> Case:
    return Case.begun(system)


@pytest.fixture
def employer(case: Case, somebody: Callable[..., Person]) -> Person:
    return case.as_employer(somebody())


def add(employer: Person, case: Case, document: str, file: acts.File) -> str:
    """Send a file; what the page then says."""
    page = employer.page
    page.goto(f"{case.home}documents/{document}/")
    name, content, kind = file
    page.set_input_files("#file", {"name": name, "mimeType": kind, "buffer": content})
    page.locator("form[data-upload] button").click()
    expect(page.locator("#file-wrong")).to_be_visible()
    assert files_on(page) == 0
    return page.inner_text("#file-wrong")


def files_on(page: Page) -> int:
    return page.locator("ul.tasks form[action$='/remove/']").count()


def test_a_file_of_30_megabytes_is_refused_before_it_is_sent(employer: Person, case: Case, tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(LARGE))
    employer.page.goto(f"{case.home}documents/education/")
    employer.page.set_input_files("#file", path)

    assert "larger than" in employer.page.inner_text("#file-wrong")


def test_a_file_of_30_megabytes_that_is_sent_all_the_same_is_refused(
    employer: Person, case: Case, tmp_path: Path
) -> None:
    """As from a browser that runs no scripts."""
    path = tmp_path / "large.pdf"
    path.write_bytes(b"%PDF-1.7\n" + bytes(LARGE))
    page = employer.page
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{case.home}documents/education/")
    page.set_input_files("#file", path)
    page.locator("form[data-upload] button").click()

    expect(page.locator("h1")).to_have_text("This file is too large", timeout=acts.BACKGROUND)
    page.locator("main a.button").click()
    assert files_on(page) == 0


def test_a_pdf_with_a_password_is_refused(employer: Person, case: Case) -> None:
    said = add(employer, case, "education", ("degree.pdf", pdf(password="secret"), "application/pdf"))

    assert "protected by a password" in said


def test_a_program_with_another_name_is_refused(employer: Person, case: Case) -> None:
    said = add(employer, case, "passport", ("passport.jpg", EXE, "image/jpeg"))

    assert "not a PDF, JPEG or PNG" in said


def test_an_image_bomb_is_marked_as_unusable_and_can_be_replaced(employer: Person, case: Case) -> None:
    acts.add_file(employer, case.home, "photo", ("photo.png", png_bomb(), "image/png"))

    page = employer.page
    expect(page.locator("ul.tasks")).to_contain_text("The picture is larger than can be read.", timeout=acts.BACKGROUND)
    acts.send(page, "/remove/")
    acts.add_file(employer, case.home, "photo", ("photo.jpg", picture(), "image/jpeg"))
    expect(page.locator("ul.tasks")).to_contain_text("Readable", timeout=acts.BACKGROUND)


def test_a_file_with_malware_is_locked_away(system: System, employer: Person, case: Case, scanner: None) -> None:
    carrier = picture() + EICAR
    acts.add_file(employer, case.home, "passport", ("passport.jpg", carrier, "image/jpeg"))

    page = employer.page
    expect(page.locator("ul.tasks")).to_contain_text("carries harmful code", timeout=acts.BACKGROUND)
    acts.send(page, "/remove/")
    acts.add_file(employer, case.home, "passport", ("passport.jpg", picture(), "image/jpeg"))
    expect(page.locator("ul.tasks")).to_contain_text("Readable", timeout=acts.BACKGROUND)


@pytest.fixture
def scanner(system: System, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A scanner that knows one signature, and a press that asks it."""
    folder = tmp_path_factory.mktemp("clamd")
    (folder / "eicar.ndb").write_text(f"Eicar-Test-Signature:0:*:{EICAR.hex()}\n")
    config = folder / "clamd.conf"
    config.write_text(f"DatabaseDirectory {folder}\nLocalSocket {folder}/clamd.ctl\nForeground yes\nMaxThreads 2\n")
    program = shutil.which("clamd")
    assert program, "ClamAV is not installed: apt-get install clamav-daemon"
    with subprocess.Popen([program, "--config-file", str(config)], stdout=subprocess.DEVNULL) as clamd:
        wait_until(lambda: (folder / "clamd.ctl").exists())
        use_scanner(system, str(folder / "clamd.ctl"))
        yield
        use_scanner(system, "")
        clamd.terminate()


def use_scanner(system: System, path: str) -> None:
    """Write the press's configuration and end its process; the launcher starts it again."""
    config = system.var / "config" / "press.json"
    config.write_text(json.dumps(json.loads(config.read_text()) | {"clamd": path}))
    (old,) = presses(system)
    os.kill(old, signal.SIGTERM)
    wait_until(lambda: presses(system) not in ([], [old]))


def presses(system: System) -> list[int]:
    """The process that presses files for this installation."""
    mark, command = f"EWP_INSTALLATION={system.var}".encode(), b"\0worker\0press\0"
    return [
        int(one.name)
        for one in Path("/proc").iterdir()
        if one.name.isdigit() and command in content(one / "cmdline") and mark in content(one / "environ").split(b"\0")
    ]


def content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # the process has ended


def wait_until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < end
        time.sleep(0.1)
