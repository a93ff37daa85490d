"""Signing in by a code in a running system: the vault makes it, the courier sends it, pages without scripts take it."""

import re
import time

import pytest

from tests.journeys.letters import letters_to, wait_for_letter
from tests.system import System
from workpermit.cli.walk.browser import Browser, Stuck
from workpermit.cli.walk.notices import tell_notices
from workpermit.cli.walk.story import Story

SUBJECT = "Your code to sign in"


def codes_to(system: System, address: str) -> list[str]:
    """The codes of all letters to an address, oldest first."""
    texts = [one["text"] for one in letters_to(system, address) if SUBJECT in one["subject"]]
    return [
        "".join(found.groups()) for text in texts if (found := re.search(r"^ +(\d{4}) (\d{4})\s*$", text, re.MULTILINE))
    ]


def code_to(system: System, address: str) -> str:
    wait_for_letter(system, address, SUBJECT)
    return codes_to(system, address)[-1]


def sign_in_by_national_login(system: System, place: int) -> Browser:
    one = Browser()
    one.open(f"{system.run['sites']['applicant']}/sign-in/")
    one.submit("/national/")
    form = one.page.tree.forms[0]
    [button] = [b for b in form.xpath(".//button[@name]") if b.get("value") == system.run["people"][place]["pid"]]
    one.submit(form.get("action"), {button.get("name"): button.get("value")})
    return one


def allow(system: System, place: int, email: str) -> Browser:
    """The person's own browser, after the account page was told that this address signs in."""
    one = sign_in_by_national_login(system, place)
    one.open(f"{system.run['sites']['applicant']}/account/")
    one.submit("", {"email": email, "language": "en", "email_signs_in": "yes"})
    return one


def ask_for_code(system: System, email: str) -> Browser:
    one = Browser()
    one.open(f"{system.run['sites']['applicant']}/account/")  # leads to the sign-in site
    one.open(one.page.link("/code/"))
    one.submit("/code/send/", {"email": email})
    return one


def test_a_code_leads_to_the_page_that_was_wanted(system: System) -> None:
    email = f"code-{time.time_ns()}@mail.example"
    allow(system, 1, email)

    one = ask_for_code(system, email)
    page = one.submit("/code/enter/", {"code": code_to(system, email)})

    assert page.url.startswith(f"{system.run['sites']['applicant']}/account/")
    assert "a code by e-mail" in page.words()


def test_the_code_is_worth_nothing_in_another_browser(system: System) -> None:
    email = f"code-{time.time_ns()}@mail.example"
    allow(system, 2, email)
    ask_for_code(system, email)
    other = ask_for_code(system, f"other-{time.time_ns()}@mail.example")

    with pytest.raises(Stuck, match="422"):
        other.submit("/code/enter/", {"code": code_to(system, email)})


def test_an_unknown_address_looks_the_same_and_gets_no_letter(system: System) -> None:
    known, unknown = (f"{name}-{time.time_ns()}@mail.example" for name in ("known", "unknown"))
    allow(system, 3, known)

    pages = []
    for email in (known, unknown):
        one = ask_for_code(system, email)
        pages.append((one.page.status, one.page.url, re.sub(r"\d\d:\d\d", "", one.page.words())))

    assert pages[0] == pages[1]
    # The courier works in the order of asking: once a later letter is here, the unknown address got none.
    later = f"later-{time.time_ns()}@mail.example"
    allow(system, 2, later)
    ask_for_code(system, later)
    code_to(system, later)
    assert len(codes_to(system, known)) == 1
    assert letters_to(system, unknown) == []


def test_guessing_ends_after_five_attempts(system: System) -> None:
    email = f"code-{time.time_ns()}@mail.example"
    allow(system, 1, email)
    one = ask_for_code(system, email)
    code = code_to(system, email)

    for number in range(5):
        with pytest.raises(Stuck, match="422"):
            one.submit("/code/enter/", {"code": f"{(int(code) + 1 + number) % 10**8:08}"})
    with pytest.raises(Stuck, match="422"):
        one.submit("/code/enter/", {"code": code})
    assert "Five wrong attempts" in one.page.words()


def test_letters_reach_the_filer_at_the_address_in_the_filing(system: System) -> None:
    email = f"filer-{time.time_ns()}@mail.example"
    story = Story.new(system.run, lambda line: None)
    story.persona.extra.update({section: {"email": email} for section in ("employer", "worker")})
    story.employer = allow(system, 2, "")

    tell_notices(story)

    assert wait_for_letter(system, email, "")
