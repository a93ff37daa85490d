"""One worker of the government zone: takes jobs from the queues of its login and from no others."""

import asyncio
import logging
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.db import close_old_connections

from workpermit.zones.logins import WORKERS
from workpermit.zones.queues import QUEUES_OF

FALL_BACK = 5.0  # seconds between looks where no notification arrived
GRACE = 3.0  # seconds that a running job has to end when asked to stop


def work(name: str, ready: Path | None) -> int:
    """Run until SIGTERM. `ready` is created once the worker listens."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.government")
    django.setup()
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    # Django finds the tasks of every slice while it is set up; the app exists only after that.
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        asyncio.run(_work(worker, name, ready))
    return 0


async def _work(app: Any, name: str, ready: Path | None) -> None:
    async with app.open_async():
        running = asyncio.create_task(
            app.run_worker_async(
                queues=QUEUES_OF[WORKERS[name]],
                name=name,
                concurrency=1,
                fetch_job_polling_interval=FALL_BACK,
                shutdown_graceful_timeout=GRACE,
                delete_jobs="successful",
                install_signal_handlers=False,
                task_middleware=[_fresh_connection],
            )
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, running.cancel)
        if ready is not None:
            ready.touch()
        try:
            await running
        except asyncio.CancelledError:
            return


def _fresh_connection(process_task: Callable[[], Any], context: Any, worker: Any) -> Any:
    """A connection that broke since the last job must not fail this one."""
    close_old_connections()
    try:
        return process_task()
    finally:
        close_old_connections()
