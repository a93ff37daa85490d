"""A country's worth of other people's cases, so that what is measured has to be found among them.

Written by the superuser with triggers off, as rows that look like those of the product; nothing is
sealed in them, for nobody opens them.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql

from bench.ground import Ground

STEPS = (
    # One in twenty belongs to the filer who is measured: an employer with many filings of its own.
    """
    CREATE TEMP TABLE crowd AS
    SELECT uuidv7(-(n * interval '20 seconds')) AS id, n,
           CASE WHEN n %% 500 = 0 THEN %(filer)s::uuid ELSE md5((n %% 40000)::text)::uuid END AS account,
           now() - n * interval '20 seconds' AS at
    FROM generate_series(1, %(count)s) n
    """,
    """
    INSERT INTO applications_application (id, status, status_changed_at, number, service, service_version,
        filing_account, subject, office, province, nationality, occupation, months, extra_documents, started_at,
        submitted_at, confirmed_records, receipt)
    SELECT id, (ARRAY['issued', 'issued', 'issued', 'in_review', 'refused'])[1 + n %% 5], at,
        '1' || lpad(n::text, 12, '0'), 's59_new', %(version)s, account, gen_random_uuid(),
        'O-' || lpad((10 + n %% 77)::text, 2, '0'), lpad((10 + n %% 77)::text, 2, '0'), 'MMR', '2152', 12, '[]', at, at,
        '[]', ''
    FROM crowd
    """,
    """
    INSERT INTO answers_section (id, "case", account, name, record, version, complete, problems, saved_at)
    SELECT uuidv7(-(n * interval '20 seconds')), id, account, name, gen_random_uuid(), 1, true, 0, at
    FROM crowd, unnest(ARRAY['employer', 'worker', 'stay', 'job', 'workplace']) name
    """,
    """
    INSERT INTO casework_auditentry (id, root, kind, subject, act, from_status, to_status, actor, role, place, at)
    SELECT uuidv7(-(n * interval '20 seconds')), id, 'application', id, act, '', 'submitted', account, 'applicant', '',
        at
    FROM crowd, unnest(ARRAY['start', 'submit', 'record_payment']) act
    """,
    "DROP TABLE crowd",
)
TABLES = ("applications_application", "answers_section", "casework_auditentry")


@contextmanager
def without_triggers(connection: psycopg.Connection[Any], tables: Sequence[str] = TABLES) -> Iterator[None]:
    """Guards off while others move in, and afterwards as they were: on for everybody, its owner too.

    What notes changes of a centre is no guard and stays on: processes go by it.
    """
    guards = connection.execute(
        "SELECT tgrelid::regclass::text, tgname FROM pg_trigger "
        "WHERE NOT tgisinternal AND tgname <> 'changes_are_noted' AND tgrelid = ANY(%s::regclass[])",
        [list(tables)],
    ).fetchall()
    words = sql.SQL("ALTER TABLE {} {} TRIGGER {}")
    for table, guard in guards:
        connection.execute(words.format(sql.Identifier(table), sql.SQL("DISABLE"), sql.Identifier(guard)))
    yield
    for table, guard in guards:
        connection.execute(words.format(sql.Identifier(table), sql.SQL("ENABLE ALWAYS"), sql.Identifier(guard)))


def settle(ground: Ground, count: int) -> int:
    """Add `count` applications with their answers and events; returns how many there are in all."""
    [(version,)] = ground.rows("SELECT id FROM catalogue_serviceversion WHERE service = 's59_new' LIMIT 1")
    values = {"count": count, "filer": ground.filer().account, "version": version}
    with ground.connect() as connection:
        with without_triggers(connection):
            for step in STEPS:
                connection.execute(step.encode(), values)
        for table in TABLES:
            connection.execute(f"VACUUM (ANALYZE) {table}".encode())
    [(held,)] = ground.rows("SELECT count(*) FROM applications_application")
    return int(held)
