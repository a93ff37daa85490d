"""The running system, seen through the eyes of people and of enemies."""

from collections.abc import Iterator

import pytest

from tests.adversary.realm import Realm
from tests.system import System
from tests.vault.conftest import databases, store, world

# A vault on a clock that the test sets, where time itself is the attack.
__all__ = ["databases", "realm", "store", "world"]


@pytest.fixture(scope="session")
def realm(system: System) -> Iterator[Realm]:
    one = Realm(system)
    yield one
    one.close()
