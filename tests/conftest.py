"""What all tests share: one PostgreSQL for the run, keys to seal to, the owner's right to make moves.

Tests that need a running system are rows, each of which runs on one worker; a worker has one system for all its rows.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Playwright, sync_playwright

from tests.system import System, running_system

# How long an example takes says how busy the machine is, and nothing about the code.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """The tests own the database; the guard on `status` stays on, so it must know that login too."""
    from django.db import connection

    from workpermit.zones.moves import allowed_moves
    from workpermit.zones.queues import TASKS

    with django_db_blocker.unblock(), connection.cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT current_user")
        (owner,) = cursor.fetchone() or ("",)
        moves = {(row.kind, row.act, row.source, row.target, owner) for row in allowed_moves()}
        cursor.executemany("INSERT INTO casework_allowed_move VALUES (%s, %s, %s, %s, %s)", sorted(moves))
        tasks = [(task, queue, owner) for task, (queue, _) in TASKS.items()]
        cursor.executemany("INSERT INTO casework_allowed_task VALUES (%s, %s, %s)", tasks)


@pytest.fixture(autouse=True)
def derived_anew() -> None:
    """No test sees the places that an earlier one derived: a process does not change its keys and rules, tests do."""
    from workpermit.centres.kept import forget_plans

    forget_plans()


@pytest.fixture
def objects(tmp_path: Path, settings: object) -> Iterator[Path]:
    """An empty object store."""
    from django.conf import settings as live

    before = live.EWP["objects"]
    live.EWP["objects"] = f"file://{tmp_path}/objects"
    yield tmp_path / "objects"
    live.EWP["objects"] = before


@pytest.fixture(scope="session")
def system() -> Iterator[System]:
    """A whole installation, every zone a real process, for all tests of this worker that ask for it."""
    with running_system() as started:
        yield started


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """One for each worker: its event loop stays in the thread, and a second one would be refused."""
    with sync_playwright() as started:
        yield started


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "system" in getattr(item, "fixturenames", ()) and item.get_closest_marker("xdist_group") is None:
            folder = item.path.relative_to(Path(__file__).parent).parts[0]
            row = "A to H" if item.path.name < "test_i" else "I to Z"  # two rows of journeys that take about as long
            item.add_marker(pytest.mark.xdist_group(f"{folder}, {row}"))
