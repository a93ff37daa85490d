"""What people mistype and what others send on purpose, at the running portal: a clear answer, and nothing lost."""

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import httpx
import pytest
from lxml import html

from tests.adversary.doors import FORGERY_TOKEN, Visitor, picture
from tests.adversary.realm import Realm
from workpermit.cli.walk.browser import ToLoopback
from workpermit.cli.walk.story import Story


@dataclass
class Portal:
    """The employer's draft, in the employer's browser."""

    realm: Realm
    story: Story
    visitor: Visitor

    @property
    def home(self) -> str:
        return httpx.URL(self.story.home).path

    def answer(self, section: str, **wrong: str) -> httpx.Response:
        """Open the section's page, type over what it shows, and send it."""
        path = f"{self.home}sections/{section}/"
        hidden = html.fromstring(self.visitor.get(path).text).xpath("//main//input[@type='hidden']")
        values = {str(box.get("name")): str(box.get("value") or "") for box in hidden}
        values.pop("csrfmiddlewaretoken", None)
        return self.visitor.post(path, **(values | self.story.persona.answers()[section] | wrong))


@pytest.fixture
def portal(realm: Realm, draft: Story) -> Iterator[Portal]:
    with Visitor(realm, "applicant", str(draft.employer.client.cookies.get("wp_applicant"))) as visitor:
        yield Portal(realm, draft, visitor)


def test_the_measure_right_answers_are_saved(portal: Portal) -> None:
    assert portal.answer("worker").status_code == 302


@pytest.mark.parametrize(
    ("section", "wrong"),
    [
        ("employer", {"employer_number": "0000000000000"}),
        ("worker", {"birth_date_day": "30", "birth_date_month": "2"}),
        ("worker", {"birth_date_day": "0"}),
        ("worker", {"birth_date_month": "13"}),
        ("worker", {"birth_date_year": "2522"}),
        ("worker", {"passport_expires_on_year": "2575"}),
        ("worker", {"nationality": "QQQ"}),
        ("worker", {"email": "nobody"}),
        ("worker", {"family_name": "X" * 5000}),
        ("stay", {"stay_until_year": "99999999999999999999"}),
        ("job", {"wage": "-1"}),
        ("job", {"months": "1e9"}),
        ("job", {"occupation": "'; DROP TABLE applications_application; --"}),
    ],
    ids=lambda value: "-".join(f"{name}={text[:24]}" for name, text in value.items())
    if isinstance(value, dict)
    else value,
)
def test_a_wrong_answer_is_told_at_its_field_and_what_was_typed_stays(
    portal: Portal, section: str, wrong: dict[str, str]
) -> None:
    response = portal.answer(section, **wrong)

    assert response.status_code == 422
    tree = html.fromstring(response.text)
    assert tree.xpath("//*[contains(@class, 'wrong-text')]")
    right = portal.story.persona.answers()[section]
    typed = {str(box.get("name")): str(box.get("value") or "") for box in tree.xpath("//main//input[@name]")}
    kept = [name for name, value in right.items() if name not in wrong and typed.get(name) == value]
    assert kept
    row = portal.realm.vault.main.one(
        'SELECT complete, problems > 0 AS wrong FROM answers_section WHERE "case"::text = %s AND name = %s',
        portal.home.split("/")[2],
        section,
    )
    assert row == {"complete": False, "wrong": True}


def test_a_year_of_the_buddhist_era_is_explained_and_not_converted(portal: Portal) -> None:
    response = portal.answer("worker", birth_date_year="2522")

    assert "1979" in response.text


def pressing_ends(realm: Realm) -> None:
    """Wait until the press has written the pages of what was handed in before."""
    waiting = "SELECT id FROM procrastinate_jobs WHERE queue_name = 'press' AND status IN ('todo', 'doing')"
    until = time.monotonic() + 60
    while realm.vault.main.one(waiting):
        assert time.monotonic() < until, "the press does not come to an end"
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("passport.pdf", b"MZ\x90\x00" + bytes(4000)),
        ("passport.pdf", b"%PDF-1.7\n" + bytes(30 * 1024 * 1024)),
        ("passport.jpg", b""),
        ("../../../../etc/passwd", b"GIF89a" + bytes(100)),
        ("passport.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("passport.html", b"<html><script>alert(1)</script></html>"),
        ("x" * 3000 + ".pdf", b"not a document"),
    ],
    ids=["renamed program", "30 MB", "empty", "path", "svg", "html", "long name"],
)
def test_a_file_that_is_no_document_is_refused_and_stored_nowhere(portal: Portal, name: str, content: bytes) -> None:
    def stored() -> tuple[int, str]:
        files = sum(path.is_file() for path in (portal.realm.folder / "objects").rglob("*"))
        return files, picture(portal.realm)["documents_evidence"]

    pressing_ends(portal.realm)
    before = stored()
    response = portal.visitor.client.post(
        f"{portal.home}documents/passport/",
        data={"csrfmiddlewaretoken": FORGERY_TOKEN},
        files={"file": (name, content, "application/pdf")},
    )

    assert response.status_code in (400, 413, 422)
    assert response.status_code == 400 or html.fromstring(response.text).xpath("//h1")
    assert stored() == before


def test_a_length_that_is_a_lie_does_not_stop_the_portal(realm: Realm) -> None:
    with httpx.Client(transport=ToLoopback(), timeout=30) as client:
        headers = {"Content-Length": "-5", "Transfer-Encoding": "chunked"}
        with suppress(httpx.HTTPError):
            client.post(f"{realm.sites['applicant']}/join/", content=b"0\r\n\r\n", headers=headers)
        assert client.get(f"{realm.sites['applicant']}/health/").status_code == 200


def test_a_form_posted_twice_is_saved_once(portal: Portal) -> None:
    """Two clicks: the second finds what the first has written, and says the same."""
    first, second = portal.answer("workplace"), portal.answer("workplace")

    assert {first.status_code, second.status_code} <= {302, 409}
    rows = portal.realm.vault.main.all(
        "SELECT name FROM answers_section WHERE \"case\"::text = %s AND name = 'workplace'", portal.home.split("/")[2]
    )
    assert len(rows) == 1
