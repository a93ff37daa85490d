"""Handing in a complete application over HTTP: validated, numbered, billed, letters and jobs queued."""

import json
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlencode
from uuid import UUID

from bench import limits
from bench.ground import Ground
from bench.line import Line, Target
from bench.machine import processes_of
from bench.measure import Ask, Measured, many, median_run, shares
from bench.people import form_of
from bench.spent import Spent

TARGET = Target(rate=250, p99=120, share=0.15)
STATEMENTS = 15
PROFILED = 40
WORKERS = ("check", "press", "courier", "document")


def measure(ground: Ground) -> list[Line]:
    """With all processes at work, and with those stopped that send letters and sign receipts afterwards."""
    sizes = ground.sizes
    busy_count = sizes.submissions * sizes.runs
    drafts = ground.drafts(sizes.warm + busy_count + sizes.submissions_alone * sizes.runs)
    first, rest = drafts[: sizes.warm], drafts[sizes.warm :]
    busy, quiet = rest[:busy_count], rest[busy_count:]
    limit = limits.least_sql(ground)
    spent = Spent(ground, "applicant")
    _run(ground, first, Spent(ground, "applicant"))
    whole = median_run([_run(ground, part, spent) for part in shares(busy, sizes.runs)])
    with workers_stopped(ground):
        alone = median_run([_run(ground, part, Spent(ground, "applicant")) for part in shares(quiet, sizes.runs)])
    _check_all_submitted(ground, drafts)
    beside = "least SQL (pgbench)"
    name = "Submit a complete application"
    note = f"{look_inside(ground)}; {spent.words()}"
    return [
        Line("submission", name, ground.clients, whole, TARGET, beside, limit, note),
        Line("submission-alone", f"{name}, letters and receipts later", ground.clients, alone, Target(), beside, limit),
    ]


def look_inside(ground: Ground) -> str:
    """How many statements one submission is, and what it costs the public zone's process."""
    said = json.loads(inside(ground, PROFILED if ground.sizes.runs > 1 else 2))
    savepoints = sum("SAVEPOINT" in one for one in said["statements"])
    return (
        f"{len(said['statements'])} SQL statements ({savepoints} of them savepoints; target ≤ {STATEMENTS}), "
        f"{said['cpu_ms']:.1f} ms of CPU in the public zone's process"
    )


def inside(ground: Ground, count: int) -> str:
    """What `bench.inside` prints about a few more submissions."""
    drafts = ground.drafts(count + 6)
    cookie, token = _form(ground, drafts[0])
    return ground.in_public_zone("bench.inside", cookie, token, *map(str, drafts))


def _form(ground: Ground, draft: UUID) -> tuple[str, str]:
    """Cookies and form token of a freshly signed-in filer, from the very page that hands in."""
    return form_of(ground.filer(), ground.system.site("applicant", f"/applications/{draft}/check/"))


def _run(ground: Ground, drafts: Sequence[UUID], spent: Spent) -> Measured:
    cookie, token = _form(ground, drafts[0])
    body = urlencode({"csrfmiddlewaretoken": token})
    asks = [
        Ask(ground.system.site("applicant", f"/applications/{draft}/check/"), "POST", cookie, body, expect=302)
        for draft in drafts
    ]
    with spent.over(len(asks)):
        return many(asks, clients=ground.clients)


def _check_all_submitted(ground: Ground, drafts: Sequence[UUID]) -> None:
    """The redirects were no lie: each draft has its number and its bill. Raises RuntimeError."""
    [(count,)] = ground.rows(
        "SELECT count(*) FROM applications_application a JOIN fees_bill b ON b.application = a.id "
        "WHERE a.id = ANY(%s) AND a.status = 'submitted' AND a.number = b.ref1",
        [list(drafts)],
    )
    if count != len(drafts):
        raise RuntimeError(f"only {count} of {len(drafts)} drafts were submitted")


@contextmanager
def workers_stopped(ground: Ground) -> Iterator[None]:
    pids = [pid for name in WORKERS for pid in processes_of(ground.system.var, f"worker {name}")]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
