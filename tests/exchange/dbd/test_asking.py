"""The register over real HTTP: every way in which it can fail, and what is remembered."""

import logging
import time

import pytest

from tests.exchange import companies
from workpermit.exchange.dbd.asking import FAILURES, KEPT_FOR, PAUSE, NotAnswered, Register

PROVINCES = {"กรุงเทพมหานคร": "10"}


@pytest.fixture
def register(register_url: str) -> Register:
    return Register(register_url, PROVINCES)


def test_an_entry_is_read_whole(register: Register):
    facts = register.ask(companies.WORKS)

    assert facts is not None
    assert (facts.name_en, facts.status, facts.capital, facts.paid_up) == (
        "Tuayang Karnchang Co., Ltd.", "operating", 2_000_000_000, 1_000_000_000,
    )  # fmt: skip
    assert facts.registered_on == "2010-03-15"
    assert (facts.tsic, facts.province, facts.directors) == ("43210", "10", ("นางสาธิต ใจดี",))
    assert facts.address == "12/3 ถนน สุขุมวิท บางนาใต้ บางนา"


def test_a_dissolved_company_is_called_so(register: Register):
    facts = register.ask(companies.DISSOLVED)

    assert facts is not None
    assert (facts.status, facts.status_text) == ("dissolved", "เลิก")


def test_a_number_without_an_entry_is_no_failure(register: Register):
    assert [register.ask(companies.UNKNOWN) for _ in range(FAILURES + 1)] == [None] * (FAILURES + 1)


@pytest.mark.parametrize("number", [companies.BROKEN, companies.MISSHAPEN, companies.ANOTHER])
def test_an_answer_that_cannot_be_read_counts_as_none(register: Register, number: str):
    with pytest.raises(NotAnswered):
        register.ask(number)


def test_a_slow_register_is_not_waited_for(register: Register):
    began = time.monotonic()

    with pytest.raises(NotAnswered):
        register.ask(companies.SLOW)

    assert time.monotonic() - began < 4


def test_a_register_that_is_down_counts_as_none():
    with pytest.raises(NotAnswered):
        Register("http://127.0.0.1:9/", PROVINCES).ask(companies.WORKS)


def test_after_failures_in_a_row_nobody_asks_for_a_while(register: Register):
    now = 0.0
    register.clock = lambda: now
    for _ in range(FAILURES):
        with pytest.raises(NotAnswered):
            register.ask(companies.BROKEN)

    with pytest.raises(NotAnswered):
        register.ask(companies.WORKS)
    now = PAUSE + 1
    assert register.ask(companies.WORKS)


def test_an_answer_is_kept_for_minutes_and_no_longer(register: Register):
    now = 0.0
    register.clock = lambda: now
    first = register.ask(companies.WORKS)
    url, register.url = register.url, "http://127.0.0.1:9/"

    assert register.ask(companies.WORKS) == first
    now = KEPT_FOR + 1
    with pytest.raises(NotAnswered):
        register.ask(companies.WORKS)
    register.url = url
    assert register.ask(companies.WORKS) == first


def test_no_log_has_a_number_or_a_name(register: Register, caplog: pytest.LogCaptureFixture):
    with caplog.at_level(logging.WARNING):
        register.ask(companies.WORKS)
        with pytest.raises(NotAnswered) as raised:
            register.ask(companies.BROKEN)

    assert companies.WORKS not in caplog.text + str(raised.value)
    assert companies.BROKEN not in caplog.text + str(raised.value)
