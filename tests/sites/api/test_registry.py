"""The door between the zones: a key opens it, and nothing else does."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.exchange import companies
from tests.exchange.conftest import register_url

__all__ = ["register_url"]
KEY = "b" * 64


@pytest.fixture(autouse=True)
def _exchange(register_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.EWP, "registry", {"url": register_url, "callers": {"public": KEY}})


def ask(body: Any, key: str = KEY) -> Any:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Client(headers={"host": "api.localhost:8403", "authorization": f"Bearer {key}"}).post(
        "/inside/registry/", content, content_type="application/json"
    )


def test_a_zone_with_its_key_gets_the_entry():
    said = ask({"number": companies.WORKS}).json()

    assert (said["outcome"], said["facts"]["tsic"]) == ("answered", "43210")


def test_a_person_s_number_never_leaves_this_zone():
    assert ask({"number": companies.PERSON}).json() == {"outcome": "not_registered", "facts": None}


@pytest.mark.parametrize("key", ["", "a" * 64, KEY[:-1], "é"])
def test_without_the_key_nothing_is_said(key: str):
    answer = ask({"number": companies.WORKS}, key)

    assert answer.status_code == 401
    assert b"43210" not in answer.content


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"[" * 990, {}, {"number": 1}, {"number": "1" * 2000}])
def test_what_is_no_question_is_refused(body: Any):
    assert ask(body).status_code == 400
