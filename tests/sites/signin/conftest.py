"""The sites before a real vault in this process: what they ask for is decided by it and by nothing else."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.sites.conftest import pages  # noqa: F401
from tests.vault.conftest import databases, store, world  # noqa: F401
from tests.vault.world import CREDENTIALS, World
from workpermit.sealing.canonical import b64
from workpermit.sealing.client import VaultClient, VaultRefused
from workpermit.sealing.refusal import Refused
from workpermit.sites.http import session
from workpermit.sites.http.pick import PickSite


@pytest.fixture
def vault_here(world: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> World:  # noqa: F811
    """Every site's vault client asks the vault of the test; the sites read its clock and believe its key."""

    def call(client: VaultClient, op: str, **args: Any) -> dict[str, Any]:
        try:
            return world.ask(client.name, op, **args)
        except Refused as refusal:
            raise VaultRefused(refusal.code) from None

    said = {"socket": "", "credentials": {name: b64(secret) for name, secret in CREDENTIALS.items()}}
    monkeypatch.setitem(settings.EWP, "vault", said)
    monkeypatch.setattr(VaultClient, "call", call)
    monkeypatch.setattr(session, "session_key", lambda: world.keys.session)
    monkeypatch.setattr(session, "time", SimpleNamespace(time=lambda: world.now.timestamp()))
    # The applicant's site shows test pages here; the sign-in site shows its own.
    monkeypatch.setattr(PickSite, "urls", Chosen())
    return world


class Chosen(str):
    """URL configurations: the sign-in site's own, the tests' pages for every other site."""

    def format(self, *args: object, **_: object) -> str:
        return "workpermit.sites.signin.urls" if args == ("signin",) else "tests.sites.pages"
