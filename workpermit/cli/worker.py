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
SILENCE = 30.0  # seconds without a heartbeat after which a worker counts as gone
GIVES_WAY = 5  # whoever waits at a page goes before a letter or a receipt (nice(2)); with a core to spare, nobody waits
log = logging.getLogger(__name__)


def work(name: str, ready: Path | None) -> int:
    """Run until SIGTERM. `ready` is created once the worker listens."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.government")
    os.nice(GIVES_WAY)
    django.setup()
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    # Django finds the tasks of every slice while it is set up; the app exists only after that.
    from procrastinate.contrib.django import app

    from workpermit.cli.queue_connector import open_connector

    queues = list(QUEUES_OF[WORKERS[name]])
    with app.replace_connector(open_connector()) as worker:
        keep_own_clock(worker, queues)
        return asyncio.run(_work(worker, name, queues, ready))


def keep_own_clock(app: Any, queues: list[str]) -> None:
    """Every worker would put all periodic jobs; a login may put only those of its own queues."""
    known = app.periodic_registry.periodic_tasks
    for key in [key for key, one in known.items() if one.task.queue not in queues]:
        del known[key]


async def take_up_stalled(app: Any, queues: list[str]) -> int:
    """Queue again what a worker that vanished was doing; returns how many jobs. Every task may run twice."""
    from procrastinate.exceptions import UniqueViolation
    from procrastinate.jobs import Status

    stalled = [
        job
        for queue in queues
        for job in await app.job_manager.get_stalled_jobs(queue=queue, seconds_since_heartbeat=SILENCE)
    ]
    for job in stalled:
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:
            # The same periodic job waits already; the vanished one has nothing left to do.
            await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)
    return len(stalled)


async def _work(app: Any, name: str, queues: list[str], ready: Path | None) -> int:
    async with app.open_async():
        stopped = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        running = asyncio.create_task(_run(app, name, queues))
        sweeping = asyncio.create_task(_sweep(app, queues))
        waiting = asyncio.create_task(stopped.wait())
        if ready is not None:
            ready.touch()
        await asyncio.wait([running, sweeping, waiting], return_when=asyncio.FIRST_COMPLETED)
        for task in (running, sweeping, waiting):
            task.cancel()
        ended = await asyncio.gather(running, sweeping, waiting, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            log.error("the worker ends: %s", type(error).__name__, exc_info=error)
    # Whoever started this process starts it again unless it was asked to stop.
    return 0 if stopped.is_set() else 1


async def _run(app: Any, name: str, queues: list[str]) -> None:
    await app.run_worker_async(
        queues=queues,
        name=name,
        concurrency=1,
        fetch_job_polling_interval=FALL_BACK,
        shutdown_graceful_timeout=GRACE,
        stalled_worker_timeout=SILENCE,
        delete_jobs="successful",
        install_signal_handlers=False,
        task_middleware=[_fresh_connection],
    )


async def _sweep(app: Any, queues: list[str]) -> None:
    while True:
        await take_up_stalled(app, queues)
        await asyncio.sleep(SILENCE / 3)


def _fresh_connection(process_task: Callable[[], Any], context: Any, worker: Any) -> Any:
    """A connection that broke since the last job must not fail this one."""
    close_old_connections()
    try:
        return process_task()
    finally:
        close_old_connections()
