"""Eight counters of one centre call whoever is next of five hundred, all at the same moment.

Each puts its number aside again, so that it may call the next one. Numbers and counters are rows that look like those
of the product; calling is the product's own service, under the operator's own login.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime

from bench import limits
from bench.crowd import without_triggers
from bench.ground import Ground
from bench.line import Line, Target
from bench.measure import Measured, median_run
from workpermit.catalogue.reading import centres
from workpermit.core.calendar import bangkok_date

COUNTERS = 8
TARGET = Target(rate=50, p95=250)
CENTRE = sorted(centre.code for centre in centres().values() if centre.size == "L")[-1]
SITTING = """
INSERT INTO visits_countersession (id, centre, day, counter, serves, clerk, opened_at)
SELECT gen_random_uuid(), %(centre)s, %(day)s, n, 'assisted', gen_random_uuid(), now()
FROM generate_series(1, %(count)s) n
"""
WAITING = """
INSERT INTO visits_ticket (id, status, status_changed_at, centre, day, series, number, token_hash, wish, first,
    taken_at, due_at, waiting_since, counter, calls)
SELECT gen_random_uuid(), 'waiting', now(), %(centre)s, %(day)s, 'B', n, sha256(gen_random_uuid()::text::bytea),
    'assisted', false, at, at, at, '', 0
FROM generate_series(1, %(count)s) n, LATERAL (SELECT now() - (1000 - n) * interval '1 second' AS at) taken
"""


def measure(ground: Ground) -> list[Line]:
    """Numbers called per second, beside the least SQL for it. Raises RuntimeError where one is called twice."""
    runs = [_run(ground) for _run_of in range(ground.sizes.runs)]
    name, limit = f"Call the next of {ground.sizes.calls} numbers and put it aside", limits.least_calling(ground)
    note = "the product's service in one process, no two counters ever the same number"
    return [Line("calling", name, COUNTERS, median_run(runs), TARGET, "least SQL, call and put aside", limit, note)]


def _run(ground: Ground) -> Measured:
    values = {"centre": CENTRE, "day": bangkok_date(datetime.now(UTC))}
    with ground.connect() as connection, without_triggers(connection, ["visits_ticket"]):
        connection.execute("DELETE FROM visits_ticket WHERE centre = %(centre)s", values)
        connection.execute("DELETE FROM visits_countersession WHERE centre = %(centre)s", values)
        connection.execute(SITTING.encode(), values | {"count": COUNTERS})
        connection.execute(WAITING.encode(), values | {"count": ground.sizes.calls})
    found = Measured(**json.loads(ground.in_zone("operator", "bench.callers", CENTRE)))
    held = ground.rows("SELECT count(*) FROM visits_ticket WHERE centre = %s AND status = 'held'", [CENTRE])
    if held != [(ground.sizes.calls,)] or found.count != ground.sizes.calls:
        raise RuntimeError(f"{found.count} calls for {ground.sizes.calls} numbers")
    return found


def as_json(found: Measured) -> str:
    """What the process of the callers prints."""
    return json.dumps(asdict(found))
