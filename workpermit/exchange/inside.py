"""The way from another zone to the exchange zone, which alone talks to other offices.

Request: `{"number": text}` by POST, with the caller's own key as bearer. Answer: `{"outcome", "facts"}`; `outcome` is
`answered`, `not_registered` or `unavailable`. The number stands in the body alone, so that no log of addresses has it.
"""

import hmac
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any

import httpx
import msgspec
from django.conf import settings

from workpermit.catalogue.queries import list_provinces
from workpermit.exchange.dbd.asking import NotAnswered, Register
from workpermit.exchange.facts import EmployerFacts, is_juristic_number

PATIENCE = 2.0  # seconds; the exchange zone itself waits a little less for the register


class Outcome(StrEnum):
    """What came of asking: an entry, no entry under this number, or no answer in time."""

    ANSWERED = "answered"
    NOT_REGISTERED = "not_registered"
    UNAVAILABLE = "unavailable"


class Answer(msgspec.Struct, frozen=True):
    """What a register answered; `facts` are there when the outcome is `answered`."""

    outcome: Outcome
    facts: EmployerFacts | None = None


class UnknownCaller(Exception):
    """The request carries no key of a zone that may ask."""


UNAVAILABLE = Answer(Outcome.UNAVAILABLE)


def is_connected() -> bool:
    """Whether this process has a way to the register at all."""
    return "ask" in settings.EWP.get("registry", {})


def ask(number: str) -> Answer:
    """Ask through the exchange zone; never raises, because a form goes on without an answer."""
    way: Mapping[str, Any] = settings.EWP["registry"]
    headers = {"authorization": f"Bearer {way['key']}", "host": way["host"]}
    try:
        got = httpx.post(way["ask"], json={"number": number}, headers=headers, timeout=PATIENCE)
        got.raise_for_status()
        answer = msgspec.json.decode(got.content, type=Answer)
    except (httpx.HTTPError, msgspec.MsgspecError):
        return UNAVAILABLE
    fits = answer.facts.number == number if answer.facts else answer.outcome != Outcome.ANSWERED
    return answer if fits else UNAVAILABLE


def answer_caller(number: str, bearer: str) -> bytes:
    """The exchange zone's side: the JSON to send back. Raises UnknownCaller."""
    keys = settings.EWP["registry"]["callers"].values()
    if not any(hmac.compare_digest(bearer.encode(), f"Bearer {key}".encode()) for key in keys):
        raise UnknownCaller
    return msgspec.json.encode(_look_up(number))


def _look_up(number: str) -> Answer:
    # The number of a person is never sent to the register of companies.
    if not is_juristic_number(number):
        return Answer(Outcome.NOT_REGISTERED)
    try:
        facts = _register(settings.EWP["registry"]["url"]).ask(number)
    except NotAnswered:
        return UNAVAILABLE
    return Answer(Outcome.ANSWERED, facts) if facts else Answer(Outcome.NOT_REGISTERED)


@lru_cache(maxsize=1)
def _register(url: str) -> Register:
    return Register(url, {one.name.th: one.code for one in list_provinces()})
