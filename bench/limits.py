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
ONE_ROW = "INSERT INTO bench_event (what) VALUES ('1');\n"


def least_sql(ground: Ground) -> float:
    """Transactions per second of the least that a submission must do in SQL."""
    return _pgbench(ground, SUBMISSION)


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


def _pgbench(ground: Ground, script: str) -> float:
    secrets, folder = ground.system.secrets(), find_binaries()
    port = int(ground.system.run["ports_from"]) + OFFSETS["postgres"]
    environment = {"PGPASSWORD": secrets["superuser"], "PGHOST": "127.0.0.1", "PGUSER": "postgres", "PGPORT": str(port)}
    file = ground.system.var / "limit.sql"
    file.write_text(script)
    with ground.connect("postgres") as connection:
        connection.execute("CREATE DATABASE bench")
        try:
            with ground.connect("bench") as inside:
                inside.execute(TABLES)
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
