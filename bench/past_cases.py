"""Past cases with the facts that their checks were given, sealed as the product seals them.

The superuser puts them down with triggers off; the vault opens each one as it would any other.
"""

import secrets
from typing import Any
from uuid import UUID

from bench.crowd import without_triggers
from bench.ground import Ground
from tests.catalogue.samples import TODAY, cleaned_answers, service
from workpermit.catalogue.facts import Known, rule_facts
from workpermit.core.ids import uuid7
from workpermit.sealing.keys import PublicKeys
from workpermit.sealing.record import Header, Sealed, seal

SERVICE = "s59_new"
SATANG = 100
TABLES = ("applications_application", "applications_checkfacts", "sealing_sealedrecord", "sealing_sealedkey")
STEPS = (
    """
    INSERT INTO applications_application (id, status, status_changed_at, number, service, service_version,
        filing_account, subject, office, province, nationality, occupation, months, extra_documents, started_at,
        submitted_at, confirmed_records, receipt)
    SELECT id, 'issued', now(), '3' || lpad(n::text, 12, '0'), %(service)s, %(version)s, gen_random_uuid(), subject,
        'O-10', '10', 'VNM', '2144', 12, '[]', now(), now(), '[]', ''
    FROM past
    """,
    """
    INSERT INTO sealing_sealedrecord (id, "case", kind, subject, version, header, body, commitment, created_at)
    SELECT record, id, 'facts', subject, 1, header, body, commitment, now() FROM past
    """,
    "INSERT INTO sealing_sealedkey (record, sealed) SELECT record, key FROM past",
    """
    INSERT INTO applications_checkfacts (id, application_id, service, record, at)
    SELECT uuidv7(-(n * interval '20 seconds')), id, %(service)s, record, now() FROM past
    """,
    "DROP TABLE past",
)
PAST = """
CREATE TEMP TABLE past (n integer, id uuid, record uuid, subject uuid, header bytea, body bytea, key bytea,
    commitment bytea)
"""
COPY = "COPY past (n, id, record, subject, header, body, key, commitment) FROM STDIN (FORMAT BINARY)"


def facts_of(turn: int) -> dict[str, object]:
    """What the rules of the sample filing are given; the employer's capital goes from one to ten million baht."""
    known = rule_facts(service(SERVICE), cleaned_answers(SERVICE, today=TODAY), Known(TODAY, duplicates=0))
    return known | {"capital": (turn % 10 + 1) * 1_000_000 * SATANG}


def settle(ground: Ground, count: int) -> None:
    """Add `count` applications whose checks are over, each with its sealed facts."""
    intake = PublicKeys.from_file(ground.public_keys).intake
    facts = [facts_of(turn) for turn in range(10)]
    [(version,)] = ground.rows("SELECT id FROM catalogue_serviceversion WHERE service = %s LIMIT 1", [SERVICE])
    with ground.connect() as connection:
        connection.execute(PAST)
        with connection.cursor() as cursor, cursor.copy(COPY) as copy:
            copy.set_types(["int4", "uuid", "uuid", "uuid", "bytea", "bytea", "bytea", "bytea"])
            for turn in range(count):
                header = Header(intake.id, "facts", uuid7(), uuid7(), UUID(bytes=secrets.token_bytes(16)), 1)
                copy.write_row((turn, *_row(header, seal(header, facts[turn % len(facts)], intake))))
        with without_triggers(connection, TABLES):
            for step in STEPS:
                connection.execute(step.encode(), {"service": SERVICE, "version": version})
        for table in TABLES:
            connection.execute(f"VACUUM (ANALYZE) {table}".encode())


def _row(header: Header, parts: Sealed) -> tuple[Any, ...]:
    return (header.case, header.record, header.subject, parts.header, parts.body, parts.key, parts.commitment)
