"""The status of a permit as a file: signed, served by the web server itself, changed within seconds, never guessed."""

import http.client
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import expect

from tests.journeys.browser import Person
from tests.journeys.cases import Case
from tests.system import System
from workpermit.permits.statement import CACHE, ROUTE, Statement, read_statement, statement_path
from workpermit.sealing.keys import PublicKeys

SOON = 30.0  # seconds: the clock looks every ten
PERSONAL = ("AUNG", "THANT", "สยาม", "Siam")


@pytest.fixture(scope="module")
def case(system: System) -> Case:
    return Case.issued(system)


@pytest.fixture
def number(case: Case) -> str:
    return urlsplit(case.check_address).path.rsplit("/", 1)[1]


@pytest.fixture
def file(system: System, number: str) -> Iterator[Path]:
    """The file on the disk; what a test does to it is undone."""
    path = system.var / "statements" / statement_path(number)
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


def fetch(system: System, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    """What the public zone's server answers, to whatever host name."""
    connection = http.client.HTTPConnection("127.0.0.1", urlsplit(system.site("applicant")).port or 80, timeout=10)
    connection.request(method, path)
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


def said(system: System, number: str) -> Statement:
    status, _headers, body = fetch(system, f"{ROUTE}/{statement_path(number)}")
    assert status == 200
    return read_statement(body.decode(), PublicKeys.from_file(Path(system.run["public_keys"])))


def change(system: System, database: str, sql: str, number: str) -> None:
    """As the owner of the databases: what only time can do."""
    config = json.loads((system.var / "config" / "migrate.json").read_text())["database"]
    address = {"host": config["host"], "port": config["port"], "dbname": database, "user": "postgres"}
    with psycopg.connect(**address, password=system.secrets()["superuser"]) as connection:
        assert connection.execute(sql, [number]).rowcount == 1


def test_the_file_of_a_permit_that_was_just_issued_says_valid(system: System, number: str) -> None:
    status, headers, body = fetch(system, f"{ROUTE}/{statement_path(number)}")

    one = said(system, number)
    assert (status, one.number, one.status) == (200, number, "valid")
    assert headers["cache-control"] == f"max-age={CACHE}"
    assert headers["content-type"] == "text/plain"
    assert "set-cookie" not in headers
    assert not any(word.encode() in body for word in PERSONAL)


def test_nothing_else_lies_there(system: System, number: str) -> None:
    assert fetch(system, f"{ROUTE}/{statement_path('1000000000000')}")[0] == 404
    for path in ("/", "/..%2f..%2fsecrets.json", "/../secrets.json", f"/{number[1:3]}/"):
        status, _headers, body = fetch(system, f"{ROUTE}{path}")
        assert status == 404, path
        assert b"superuser" not in body


def test_without_its_file_a_permit_is_not_confirmed(case: Case, file: Path, somebody: Callable[..., Person]) -> None:
    file.unlink()
    stranger = somebody()

    stranger.page.goto(case.check_address)

    expect(stranger.page.locator("[data-with-proof]")).to_be_visible()
    assert stranger.page.get_attribute("[data-verdict]", "data-verdict") == "unconfirmed"
    assert "cannot be confirmed now" in stranger.words()


def test_a_file_that_somebody_wrote_confirms_nothing(case: Case, file: Path, somebody: Callable[..., Person]) -> None:
    header, payload, signature = file.read_text().split(".")
    file.write_text(f"{header}.{payload}.{signature[:-6]}AAAAAA")
    stranger = somebody()

    stranger.page.goto(case.check_address)

    expect(stranger.page.locator("[data-with-proof]")).to_be_visible()
    assert stranger.page.get_attribute("[data-verdict]", "data-verdict") == "unconfirmed"


def test_a_permit_that_ends_is_called_expired_within_seconds(
    system: System, case: Case, number: str, somebody: Callable[..., Person]
) -> None:
    """Last of this file, because the permit does not come back."""
    ended = "UPDATE permit SET valid_from = current_date - 2, valid_until = current_date - 2 WHERE number = %s"
    change(system, "vault", ended, number)
    change(system, "workpermit", "UPDATE permits_permit SET renew_at = now() WHERE number = %s", number)

    end = time.monotonic() + SOON
    while said(system, number).status != "expired":
        assert time.monotonic() < end, "the file still says what was true before"
        time.sleep(0.5)

    stranger = somebody()
    stranger.page.goto(case.check_address.split("#")[0])
    assert stranger.page.get_attribute("[data-verdict]", "data-verdict") == "expired"
