"""A store of real keys: in a demonstration the centres are open day and night."""

from dataclasses import replace

import pytest

from workpermit.centres import hours
from workpermit.sealing.services import public_keys


@pytest.fixture(autouse=True)
def real_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hours, "public_keys", lambda: replace(public_keys(), demo=False))
