"""Windows of seconds instead of days, by a version of the service that is published for a moment.

A case keeps the version under which it was begun, so only those begun meanwhile have the short windows.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from tests.system import ROOT, System

PUBLISH = """
import json, sys
from datetime import UTC, datetime
import django
django.setup()
import msgspec
from workpermit.catalogue import reading
from workpermit.catalogue.definition import Service
from workpermit.catalogue.services import publish_version
service = msgspec.to_builtins(reading.read_service(reading.HERE / "services" / "s59_new.toml"))
for name, seconds in json.loads(sys.argv[1]).items():
    service["windows"][name]["seconds"] = seconds
at = datetime.now(UTC)
publish_version(msgspec.convert(service, Service), valid_from=at, at=at)
"""


@contextmanager
def short_windows(system: System, **seconds: int) -> Iterator[None]:
    """Publish a version with these windows; afterwards the release's own again."""
    _publish(system, seconds)
    try:
        yield
    finally:
        _publish(system, {})


def _publish(system: System, seconds: dict[str, int]) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "EWP_", "DJANGO"))}
    environment |= {
        "PYTHONPATH": str(ROOT),
        "EWP_CONFIG": str(system.var / "config" / "migrate.json"),
        "DJANGO_SETTINGS_MODULE": "config.settings.migrate",
    }
    subprocess.run([sys.executable, "-c", PUBLISH, json.dumps(seconds)], cwd=ROOT, env=environment, check=True)


def end_hour_of_appointment(system: System, case: str) -> None:
    """Let the booked hour be over.

    A booking is for a full hour of the clock and counts as missed only after it, whatever the window; no test can
    wait for that. The database's owner moves the moment, and the clock's own job then finds the visitor missing.
    """
    config = json.loads((system.var / "config" / "migrate.json").read_text())["database"]
    address = {"host": config["host"], "port": config["port"], "dbname": config["name"], "user": "postgres"}
    with psycopg.connect(**address, password=system.secrets()["superuser"]) as connection:
        moved = connection.execute(
            "UPDATE appointments_appointment SET missed_after = now() WHERE application = %s AND status = 'booked'",
            [case],
        )
        assert moved.rowcount == 1
