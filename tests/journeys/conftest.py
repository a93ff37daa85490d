"""One running system and one browser for all journeys; they run on one worker, one after the other."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.journeys.browser import Person, chromium, person
from tests.system import System, running_system


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    with running_system() as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def somebody(browser: Browser, system: System) -> Iterator[Callable[..., Person]]:
    """Makes people, each with a browser of their own."""
    with ExitStack() as stack:
        yield lambda **how: stack.enter_context(person(browser, system, **how))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in str(item.path) or "adversary" in str(item.path):
            item.add_marker(pytest.mark.xdist_group("system"))
