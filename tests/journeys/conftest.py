"""One browser for all journeys; the system that they use is that of tests/conftest.py."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Playwright

from tests.journeys.browser import Person, chromium, person
from tests.system import System


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    with chromium(playwright) as started:
        yield started


@pytest.fixture
def somebody(browser: Browser, system: System) -> Iterator[Callable[..., Person]]:
    """Makes people, each with a browser of their own."""
    with ExitStack() as stack:
        yield lambda **how: stack.enter_context(person(browser, system, **how))
