"""A browser at a site, a key that signs session tokens, and a vault that answers what the test says."""

import time
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from workpermit.core.actors import Role
from workpermit.sealing.token import Claims, sign_token
from workpermit.sites import shared
from workpermit.sites.http import session
from workpermit.sites.http.pick import PickSite
from workpermit.sites.messages import compile_messages

ACCOUNT = UUID("0190c0de-0000-7000-8000-000000000001")
KEY = Ed25519PrivateKey.generate()
HOSTS = {
    "applicant": 8400,
    "signin": 8401,
    "registrar": 8401,
    "signing": 8401,
    "oversight": 8401,
    "centre": 8402,
    "api": 8403,
}

compile_messages()


def browser(site: str, language: str = "en", **more: Any) -> Client:
    """A browser that is at one of the sites and prefers a language."""
    return Client(HTTP_HOST=f"{site}.localhost:{HOSTS[site]}", HTTP_ACCEPT_LANGUAGE=language, **more)


def token(site: str = "applicant", role: Role = Role.APPLICANT, *, left: int = 500, **changes: Any) -> str:
    """A session token with `left` seconds to live."""
    now, sign = int(time.time()), changes.pop("sign", KEY.sign)
    said = {"sid": "s", "account": str(ACCOUNT), "zone": "public", "site": site, "role": role.value, "place": ""}
    claims = Claims(**{**said, "method": "passkey", "iat": now - 600 + left, "exp": now + left, **changes})
    return sign_token(claims, sign)


class SaidVault:
    """Answers each operation as the test says: a value, or an exception to raise."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}
        self.asked: list[tuple[str, str, dict[str, Any]]] = []

    def __call__(self, name: str) -> "SaidVault":
        self.name = name
        return self

    def __getattr__(self, op: str) -> Callable[..., Any]:
        def method(**args: Any) -> Any:
            self.asked.append((self.name, op, args))
            answer = self.answers[op]
            if isinstance(answer, Exception):
                raise answer
            return answer

        return method

    def asked_for(self, op: str) -> list[dict[str, Any]]:
        return [args for _, asked, args in self.asked if asked == op]


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> SaidVault:
    said = SaidVault()
    monkeypatch.setattr(session, "vault", said)
    monkeypatch.setattr(shared, "vault", said)
    return said


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every site shows the pages of `tests/sites/pages.py`, and believes the tests' own session key."""
    monkeypatch.setattr(PickSite, "urls", "tests.sites.pages")
    monkeypatch.setattr(session, "session_key", KEY.public_key)
