"""Applications that wait for their visit, as many as a journey needs, without walking each of them there."""

from uuid import UUID

import psycopg

from bench.crowd import without_triggers
from tests.system import System
from workpermit.cli.installation import OFFSETS
from workpermit.core.ids import new_application_number, uuid7

WAITING = """
INSERT INTO applications_application (id, status, status_changed_at, number, service, service_version, filing_account,
    worker_account, subject, office, province, nationality, occupation, months, extra_documents, started_at,
    submitted_at, confirmed_records, receipt)
SELECT w.id, 'awaiting_visit', now(), w.number, 's59_new', v.id, %(account)s, gen_random_uuid(), gen_random_uuid(),
    'O-50', '50', 'MMR', '2152', 12, '[]', now(), now(), '[]', ''
FROM unnest(%(ids)s::uuid[], %(numbers)s::text[]) AS w(id, number),
    (SELECT id FROM catalogue_serviceversion WHERE service = 's59_new' ORDER BY valid_from DESC LIMIT 1) v
"""


def wait_for_visits(system: System, account: UUID, count: int) -> list[UUID]:
    """So many applications of an account, granted and paid, in one province; rows as the product writes them."""
    ids = [uuid7() for _ in range(count)]
    values = {"account": account, "ids": ids, "numbers": [new_application_number(2569) for _ in ids]}
    with connect(system) as connection, without_triggers(connection):
        connection.execute(WAITING.encode(), values)
    return ids


def connect(system: System) -> "psycopg.Connection[tuple[object, ...]]":
    """The main database, as its superuser."""
    port = int(system.run["ports_from"]) + OFFSETS["postgres"]
    password = system.secrets()["superuser"]
    return psycopg.connect(
        host="127.0.0.1", port=port, user="postgres", password=password, dbname="workpermit", autocommit=True
    )
