"""What people do in their browsers, one act after the other. Forms are found by what they are, not by language."""

from collections.abc import Mapping
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from playwright.sync_api import Locator, Page, expect

from tests.journeys.browser import Person
from workpermit.cli.walk.persona import Persona
from workpermit.sealing.token import LIFE, sign_token, verify_token

File = tuple[str, bytes, str]
OFFICE, CENTRE = "O-10", "BKK-SC-M-001"
BACKGROUND = 30_000  # milliseconds for what a worker process does


def sign_in_national(person: Person, place: int = 0) -> None:
    """Through the national login: code flow, the person chosen from its list."""
    if "signin." not in person.page.url:
        person.open("applicant", "/sign-in/?next=/filings/")
    send(person.page, "/national/")
    person.page.locator(f"button[name=person][value='{person.system.run['people'][place]['pid']}']").click()
    person.page.wait_for_url(f"{person.system.site('applicant')}**")


def sign_in_staff(person: Person, site: str) -> None:
    """With the key in the virtual authenticator."""
    person.open(site)
    person.page.locator("button[data-use=real]:enabled").click()
    person.page.wait_for_url(f"{person.system.site(site)}**")


def find_service(person: Person) -> None:
    """From the first page by the finder's questions to the service of section 59, and begin it."""
    page = person.page
    page.locator("main a[href='/finder/']").click()
    for question, answer in (("who", "hire"), ("stay", "non_immigrant"), ("work", "yes")):
        page.locator(f"input[name={question}][value={answer}]").check()
        page.locator("main form button").click()
    page.locator("main a[href='/services/s59_new/']").click()
    page.locator("main a[href='/services/s59_new/start/']").click()


def begin(person: Person, filer: str = "other") -> str:
    """Press "Begin"; gives the address of the list of tasks, signing in on the way where that is needed.

    `filer` is said where the page asks for whom one files: `self` or `other`.
    """
    if "signin." in person.page.url:
        sign_in_national(person)
    choice = person.page.locator(f"input[name=filer][value={filer}]")
    if choice.count():
        choice.check()
    send(person.page)
    person.page.wait_for_url("**/applications/*/")
    return person.page.url


def type_answers(page: Page, typed: Mapping[str, str]) -> None:
    for name, value in typed.items():
        field = page.locator(f"main [name='{name}']")
        kind = field.first.evaluate("field => field.type")
        if kind == "radio":
            page.locator(f"main [name='{name}'][value='{value}']").check()
        elif kind == "checkbox":
            field.check()
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)


def save_section(person: Person, home: str, name: str, typed: Mapping[str, str]) -> None:
    person.page.goto(f"{home}sections/{name}/")
    type_answers(person.page, typed)
    person.page.locator("form[data-autosave] button:not([name])").click()
    person.page.wait_for_url(lambda url: f"/sections/{name}/" not in url)


def add_file(person: Person, home: str, document: str, file: File) -> None:
    name, content, kind = file
    page = person.page
    page.goto(f"{home}documents/{document}/")
    page.set_input_files("#file", {"name": name, "mimeType": kind, "buffer": content})
    with page.expect_navigation():
        page.locator("form[data-upload] button").click()


def invite(person: Person, home: str) -> str:
    """Make the invitation; gives its link."""
    person.page.goto(f"{home}invitation/")
    send(person.page)
    return person.page.inner_text("[data-invitation-link]").strip()


def open_invitation(person: Person, link: str, persona: Persona) -> None:
    """Open the link and prove to be meant."""
    page = person.page
    page.goto(link)
    born = persona.birth_date
    page.fill("[name=passport_number]", persona.passport_number)
    page.fill("[name=birth_date_day]", str(born.day))
    page.fill("[name=birth_date_month]", str(born.month))
    page.fill("[name=birth_date_year]", str(born.year))
    send(page, "/join/")


def press_key(page: Page, use: str = "real") -> None:
    """Answer the passkey question of the page; the browser goes on by itself."""
    button = page.locator(f"button[data-use={use}]:enabled")
    before = page.url
    button.click()
    page.wait_for_url(lambda url: url != before)


def confirm(person: Person, home: str) -> None:
    """The worker reads the filing, which may still be in the press, and signs it."""
    person.page.goto(f"{home}filing/")
    send(person.page, "/confirm/", timeout=BACKGROUND)
    press_key(person.page)
    person.page.wait_for_url(f"{home}confirmed/")


def submit(person: Person, home: str) -> str:
    """Check the answers and submit; gives the number, without hyphens."""
    person.page.goto(f"{home}check/")
    send(person.page)
    return person.page.inner_text("[data-application-number]").replace("-", "")


def pay(person: Person, home: str, kind: str) -> None:
    """Pay in the demonstration bank, which opens in a tab of its own; the bill's page changes by itself."""
    page = person.page
    page.goto(f"{home}bills/{kind}/")
    with person.context.expect_page() as opened:
        page.locator("main a[target=_blank]").click()
    bank = opened.value
    bank.locator("button").click()
    bank.locator(".ok").wait_for()
    bank.close()
    expect(page.locator(".done-panel")).to_be_visible(timeout=BACKGROUND)


def open_case(officer: Person, number: str) -> None:
    """By its number, as the desk's search does."""
    officer.open("registrar")
    officer.page.fill("#number", number)
    officer.page.locator("form.find button").click()
    officer.page.wait_for_url("**/applications/*/")


def wait_for_act(officer: Person, act: str) -> Locator:
    """The form or link of an act on the case page, once the automatic checks have run."""
    found = officer.page.locator(f"form[action$='/{act}/'] button.button, a.button[href$='/{act}/']")
    for _ in range(60):
        if found.count():
            break
        officer.page.wait_for_timeout(500)
        officer.page.reload()
    return found


def sign_decision(registrar: Person) -> None:
    """On the signing site: sign in there, then sign what stands on the page."""
    to_signing(registrar)
    press_key(registrar.page)
    registrar.page.wait_for_url("**/done/")


def to_signing(registrar: Person) -> None:
    """From the desk to the page of the decision; a session at the desk is none at the signing site."""
    page = registrar.page
    page.wait_for_url(lambda url: "signin." in url or "/decisions/" in url)
    if "signin." in page.url:
        press_key(page)
    page.wait_for_url("**/decisions/*/")
    page.locator("[data-ready]").wait_for()


def book(person: Person, home: str, centre: str = CENTRE) -> None:
    """The first day and hour with a free place."""
    page = person.page
    page.goto(f"{home}appointment/{centre}/")
    page.locator("ul.tasks a").first.click()
    page.locator("input[name=hour]").first.check()
    send(page)
    page.wait_for_url(f"{home}appointment/**")


def checkin_code(person: Person, home: str) -> str:
    person.page.goto(f"{home}appointment/")
    send(person.page, "/code/")
    return person.page.inner_text("[data-checkin-code]").strip()


def use_demonstration_device(clerk: Person) -> None:
    """Let this browser be the demonstration's counter, where it is none yet; the page of the centre is open."""
    page = clerk.page
    page.locator("[data-demo-device]:not([disabled])").wait_for(state="attached")
    note = page.locator("[data-no-device]")
    if note.is_visible():
        page.locator("[data-demo-device]").click()
        expect(note).to_be_hidden()


def check_in(clerk: Person, number: str, code: str) -> None:
    """At the demonstration's device; the visit opens once that has signed."""
    clerk.open("centre")
    use_demonstration_device(clerk)
    type_code(clerk, number, code)
    clerk.page.locator("[data-left]").wait_for()


def type_code(clerk: Person, number: str, code: str) -> None:
    clerk.page.fill("#number", number)
    clerk.page.fill("#code", code)
    send(clerk.page, "/check-in/")


def confirm_identity(clerk: Person) -> None:
    for box in clerk.page.locator("form[action$='/confirm/'] input[type=checkbox]").all():
        box.check()
    send(clerk.page, "/confirm/")
    clerk.page.wait_for_url("**/done/")


def send(page: Page, action: str = "", *, timeout: float | None = None) -> None:
    """Press the button of the form to such an address; of the page's own form without one."""
    form = f"main form[action$='{action}']" if action else "main form[method=post]:not([action]), main form[action='']"
    with page.expect_navigation(timeout=timeout):
        page.locator(form).first.locator("button:not([data-use])").last.click(timeout=timeout)


def expire(person: Person) -> None:
    """As after ten idle minutes: the browser has its cookie still, with a token whose time is over.

    The token is signed with the key of the system under test, because no test can wait so long.
    """
    (cookie,) = [one for one in person.context.cookies() if one["name"] == "wp_applicant"]
    key = load_pem_private_key((person.system.var / "keys" / "vault" / "session.pem").read_bytes(), None)
    assert isinstance(key, Ed25519PrivateKey)
    claims = verify_token(cookie["value"], key.public_key(), now=0)
    over = replace(claims, iat=claims.iat - 4 * LIFE, exp=claims.exp - 4 * LIFE)
    person.context.add_cookies([cookie | {"value": sign_token(over, key.sign)}])  # type: ignore[list-item]
