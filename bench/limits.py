"""What this machine can do at all: the limits that results are set beside, measured in the same run."""

import re
import subprocess
from urllib.parse import urljoin

from bench.ground import Ground
from bench.measure import Ask, Measured, many
from workpermit.cli.installation import OFFSETS
from workpermit.cli.postgres import find_binaries

TABLES = """
CREATE TABLE bench_case (id bigserial PRIMARY KEY, body text, a float, b float, c float);
CREATE INDEX ON bench_case (a); CREATE INDEX ON bench_case (b); CREATE INDEX ON bench_case (c);
CREATE TABLE bench_event (id bigserial PRIMARY KEY, what text);
CREATE TABLE bench_job (id bigserial PRIMARY KEY, what text);
CREATE TABLE bench_counter (id int PRIMARY KEY, n int);
INSERT INTO bench_counter SELECT i, 0 FROM generate_series(1, 1000) i;
"""
# A case of 2 kB with four indexes, three events, one job, one of a thousand counters.
SUBMISSION = """
\\set n random(1, 1000)
BEGIN;
INSERT INTO bench_case (body, a, b, c) VALUES (repeat('x', 2000), random(), random(), random());
INSERT INTO bench_event (what) VALUES ('1'), ('2'), ('3');
INSERT INTO bench_job (what) VALUES ('1');
UPDATE bench_counter SET n = n + 1 WHERE id = :n;
COMMIT;
"""
# A booking: the appointment with four indexes, three events, two letters with a job each, one of so many hours.
BOOKING_TABLES = """
CREATE TABLE bench_appointment (id bigserial PRIMARY KEY, centre int, hour int, application uuid, at timestamptz);
CREATE INDEX ON bench_appointment (centre, hour); CREATE INDEX ON bench_appointment (at);
CREATE UNIQUE INDEX ON bench_appointment (application);
CREATE TABLE bench_hour (id int PRIMARY KEY, n int CHECK (n >= 0));
INSERT INTO bench_hour SELECT i, 1000000000 FROM generate_series(1, 1000) i;
"""
BOOKING = """
\\set n random(1, {hours})
BEGIN;
INSERT INTO bench_appointment (centre, hour, application, at) VALUES (1, 1, gen_random_uuid(), now());
INSERT INTO bench_event (what) VALUES ('1'), ('2'), ('3');
INSERT INTO bench_case (body, a, b, c) VALUES ('letter', random(), random(), random()), ('letter', 1, 1, 1);
INSERT INTO bench_job (what) VALUES ('1'), ('2');
UPDATE bench_hour SET n = n - 1 WHERE id = :n AND n > 0;
COMMIT;
"""
# Calling: the oldest of five hundred who wait, stepping over what others just take; an event; and back to the end.
CALLING_TABLES = """
CREATE TABLE bench_ticket (id int PRIMARY KEY, status text, at timestamptz);
CREATE INDEX ON bench_ticket (at) WHERE status = 'waiting';
INSERT INTO bench_ticket SELECT i, 'waiting', now() FROM generate_series(1, 500) i;
"""
NEXT = "SELECT id FROM bench_ticket WHERE status = 'waiting' ORDER BY at LIMIT 1 FOR UPDATE SKIP LOCKED"
CALLING = f"""
BEGIN;
UPDATE bench_ticket SET status = 'called', at = clock_timestamp() WHERE id = ({NEXT}) RETURNING id AS ticket \\gset
INSERT INTO bench_event (what) VALUES ('1');
COMMIT;
BEGIN;
UPDATE bench_ticket SET status = 'waiting' WHERE id = :ticket;
INSERT INTO bench_event (what) VALUES ('1');
COMMIT;
"""
ONE_ROW = "INSERT INTO bench_event (what) VALUES ('1');\n"


def least_sql(ground: Ground) -> float:
    """Transactions per second of the least that a submission must do in SQL."""
    return _pgbench(ground, SUBMISSION)


def least_booking(ground: Ground, *, hours: int) -> float:
    """Transactions per second of the least that a booking must do in SQL, over so many hours of centres."""
    return _pgbench(ground, BOOKING.format(hours=hours), BOOKING_TABLES)


def least_calling(ground: Ground) -> float:
    """Numbers per second that SQL alone can call and put aside, by as many clients as there are counters."""
    return _pgbench(ground, CALLING, CALLING_TABLES)


def one_row(ground: Ground) -> float:
    """Durable commits of one row per second."""
    return _pgbench(ground, ONE_ROW)


def lightest_page(ground: Ground) -> Measured:
    """The lightest page of the sites, the one for the supervisor: all middleware, one `SELECT 1`."""
    asks = [Ask(ground.system.site("applicant", "/health/"))] * ground.sizes.checks
    return many(asks, clients=ground.clients)


def static_file(ground: Ground) -> Measured:
    """The stylesheet from the same server as the pages."""
    browser = ground.filer().browser
    page = browser.open(ground.system.site("applicant", "/check/"))
    address = urljoin(page.url, str(page.tree.xpath("//link[@rel='stylesheet']/@href")[0]))
    return many([Ask(address)] * ground.sizes.checks, clients=ground.clients)


def _pgbench(ground: Ground, script: str, more_tables: str = "") -> float:
    secrets, folder = ground.system.secrets(), find_binaries()
    port = int(ground.system.run["ports_from"]) + OFFSETS["postgres"]
    environment = {"PGPASSWORD": secrets["superuser"], "PGHOST": "127.0.0.1", "PGUSER": "postgres", "PGPORT": str(port)}
    file = ground.system.var / "limit.sql"
    file.write_text(script)
    with ground.connect("postgres") as connection:
        connection.execute("CREATE DATABASE bench")
        try:
            with ground.connect("bench") as inside:
                inside.execute((TABLES + more_tables).encode())
            seconds = max(1, round(ground.sizes.seconds))
            command = [str(folder / "pgbench"), "-n", "-f", str(file), "-c", str(ground.clients)]
            command += ["-T", str(seconds), "bench"]
            said = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
        finally:
            connection.execute("DROP DATABASE bench WITH (FORCE)")
    return transactions_per_second(said)


def transactions_per_second(said: str) -> float:
    """The rate in what pgbench prints. Raises ValueError where there is none."""
    found = re.search(r"^tps = ([0-9.]+)", said, re.MULTILINE)
    if found is None:
        raise ValueError("pgbench printed no rate")
    return float(found.group(1))
