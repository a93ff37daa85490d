"""Applying the tables of this package to the database.

Everything is replaced, so it may run after every migration. Called by the migration of this slice
and by `workpermit up`.
"""

from django.db.backends.utils import CursorWrapper

from workpermit.zones.card_ledger import LEDGER, LEDGER_TABLE
from workpermit.zones.derived import DERIVED, DERIVED_FROM
from workpermit.zones.frozen import FROZEN, FROZEN_TABLES
from workpermit.zones.guards import GUARDS
from workpermit.zones.limits import limits_guard
from workpermit.zones.logins import ALL, OWNER, PUBLIC
from workpermit.zones.moves import LIFECYCLES, allowed_moves
from workpermit.zones.needs import NEEDS, NEEDS_TABLE
from workpermit.zones.one_case import CASE_TABLES, ONE_CASE, WRITTEN_IN
from workpermit.zones.privileges import PRIVILEGES, Grant
from workpermit.zones.published import PUBLISHED, PUBLISHED_TABLES
from workpermit.zones.queues import QUEUES_OF, TASKS
from workpermit.zones.rows import OTHER_LOGINS, OTHER_ROWS, PUBLIC_CHECKS, PUBLIC_INSERTS, PUBLIC_ROWS, PUBLIC_WRITES

_JOB_TABLES = ("procrastinate_jobs", "procrastinate_events", "procrastinate_workers", "procrastinate_periodic_defers")
_JOB_SEQUENCES = ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers")


def apply_zones(cursor: CursorWrapper) -> None:
    """Make logins, privileges, row policies, triggers and queues exactly as declared."""
    _make_logins(cursor)
    cursor.execute(GUARDS)
    cursor.execute(FROZEN)
    cursor.execute(PUBLISHED)
    cursor.execute(ONE_CASE)
    cursor.execute(LEDGER)
    cursor.execute(limits_guard())
    cursor.execute(DERIVED)
    cursor.execute(NEEDS)
    _fill_moves(cursor)
    _fill_queues(cursor)
    _guard_tables(cursor)
    _guard_frozen(cursor)
    _guard_versions(cursor)
    _guard_cases(cursor)
    _guard_ledger(cursor)
    _forget_needs(cursor)
    _note_changes(cursor)
    _grant(cursor)
    _grant_jobs(cursor)
    _restrict_rows(cursor)


def _forget_needs(cursor: CursorWrapper) -> None:
    """After the guard of the status, which triggers of one table follow by name."""
    name = "visitors_needs_end_with_the_visit"
    cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {NEEDS_TABLE}")
    cursor.execute(
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {NEEDS_TABLE} "
        "FOR EACH ROW EXECUTE FUNCTION appointments_forget_needs()"
    )


def _make_logins(cursor: CursorWrapper) -> None:
    """Where the installation has not made them: without a password nobody can log in with them."""
    cursor.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'wp_%%'")
    present = {name for (name,) in cursor.fetchall()}
    for name in (OWNER, *ALL):
        if name not in present:
            # Another database of the same cluster may be made at the same moment; roles are the cluster's.
            cursor.execute(
                f"DO $$ BEGIN CREATE ROLE {name} NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE; "
                "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
            )
    cursor.execute("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC")
    cursor.execute("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC")
    cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    for name in ALL:
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {name}")
        cursor.execute(f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {name}")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")


def _fill_moves(cursor: CursorWrapper) -> None:
    cursor.execute("DELETE FROM casework_allowed_move")
    cursor.executemany("INSERT INTO casework_allowed_move VALUES (%s, %s, %s, %s, %s)", list(allowed_moves()))


def _fill_queues(cursor: CursorWrapper) -> None:
    cursor.execute("DELETE FROM casework_allowed_task")
    rows = [(task, queue, login) for task, (queue, logins) in TASKS.items() for login in logins]
    cursor.executemany("INSERT INTO casework_allowed_task VALUES (%s, %s, %s)", rows)
    for login in ALL:
        cursor.execute(f"GRANT EXECUTE ON FUNCTION casework_defer(text, uuid, timestamptz) TO {login}")


def _guard_tables(cursor: CursorWrapper) -> None:
    for kind, (table, _lifecycle) in LIFECYCLES.items():
        cursor.execute(f"DROP TRIGGER IF EXISTS status_moves_by_the_table ON {table}")
        cursor.execute(
            f"CREATE TRIGGER status_moves_by_the_table BEFORE INSERT OR UPDATE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION casework_guard_status('{kind}')"
        )
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER status_moves_by_the_table")
    for table in ("casework_auditentry", "sealing_sealedrecord", LEDGER_TABLE):
        cursor.execute(f"DROP TRIGGER IF EXISTS rows_are_kept ON {table}")
        cursor.execute(f"DROP TRIGGER IF EXISTS table_is_kept ON {table}")
        cursor.execute(
            f"CREATE TRIGGER rows_are_kept BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION casework_refuse_change()"
        )
        cursor.execute(
            f"CREATE TRIGGER table_is_kept BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION casework_refuse_change()"
        )
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER rows_are_kept")
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER table_is_kept")


def _guard_frozen(cursor: CursorWrapper) -> None:
    for table in FROZEN_TABLES:
        cursor.execute(f"DROP TRIGGER IF EXISTS freezes_are_kept ON {table}")
        cursor.execute(
            f"CREATE TRIGGER freezes_are_kept BEFORE INSERT OR UPDATE OF status ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION freezes_guard_case()"
        )
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER freezes_are_kept")


def _guard_versions(cursor: CursorWrapper) -> None:
    for table, (kind, subject) in PUBLISHED_TABLES.items():
        cursor.execute(f"DROP TRIGGER IF EXISTS versions_come_from_drafts ON {table}")
        cursor.execute(
            f"CREATE TRIGGER versions_come_from_drafts BEFORE INSERT ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION oversight_guard_version('{kind}', '{subject}')"
        )
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER versions_come_from_drafts")


def _guard_cases(cursor: CursorWrapper) -> None:
    for table in CASE_TABLES:
        cursor.execute(f"DROP TRIGGER IF EXISTS id_is_of_one_case ON {table}")
        cursor.execute(
            f"CREATE TRIGGER id_is_of_one_case BEFORE INSERT ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION casework_guard_id()"
        )
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER id_is_of_one_case")
    written = ", ".join(f"'{status}'" for status in WRITTEN_IN)
    cursor.execute("DROP TRIGGER IF EXISTS answers_are_of_an_open_case ON answers_section")
    cursor.execute(
        "CREATE TRIGGER answers_are_of_an_open_case BEFORE INSERT OR UPDATE ON answers_section "
        f"FOR EACH ROW EXECUTE FUNCTION answers_guard_section({written})"
    )
    cursor.execute("ALTER TABLE answers_section ENABLE ALWAYS TRIGGER answers_are_of_an_open_case")


def _guard_ledger(cursor: CursorWrapper) -> None:
    for name, moment, function in (
        ("movements_are_allowed", "BEFORE", "card_stock_guard_movement"),
        ("movements_make_holdings", "AFTER", "card_stock_keep_holdings"),
    ):
        cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {LEDGER_TABLE}")
        cursor.execute(
            f"CREATE TRIGGER {name} {moment} INSERT ON {LEDGER_TABLE} FOR EACH ROW EXECUTE FUNCTION {function}()"
        )
        cursor.execute(f"ALTER TABLE {LEDGER_TABLE} ENABLE ALWAYS TRIGGER {name}")


def _note_changes(cursor: CursorWrapper) -> None:
    for table, centre in DERIVED_FROM.items():
        cursor.execute(f"DROP TRIGGER IF EXISTS changes_are_noted ON {table}")
        cursor.execute(
            f"CREATE TRIGGER changes_are_noted AFTER INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION centres_note_change('{centre}')"
        )
        cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER changes_are_noted")


def _grant(cursor: CursorWrapper) -> None:
    for login, tables in PRIVILEGES.items():
        for table, grant in tables.items():
            for privilege in named(grant):
                cursor.execute(f"GRANT {privilege} ON {table} TO {login}")


def named(grant: Grant) -> list[str]:
    """The privileges of a grant as SQL writes them."""
    names = [name.upper() for name in ("select", "insert", "delete") if getattr(grant, name) is True]
    for name in ("select", "update"):
        if isinstance(columns := getattr(grant, name), tuple) and columns:
            names.append("{} ({})".format(name.upper(), ", ".join(f'"{column}"' for column in columns)))
    return names


def _grant_jobs(cursor: CursorWrapper) -> None:
    """A worker runs the jobs of its own queues; nobody else sees any job."""
    for table in _JOB_TABLES:
        cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        _policy(cursor, table, "owner_defers", OWNER, "true")
    for login, queues in QUEUES_OF.items():
        listed = ", ".join(f"'{queue}'" for queue in queues)
        for table in _JOB_TABLES:
            cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO {login}")
        for table in _JOB_SEQUENCES:
            cursor.execute(f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {login}")
        _policy(cursor, "procrastinate_jobs", f"queues_of_{login}", login, f"queue_name IN ({listed})")
        # The inner table has the policy above, so that these are the events of the login's own jobs.
        mine = "job_id IN (SELECT id FROM procrastinate_jobs)"
        _policy(cursor, "procrastinate_events", f"events_of_{login}", login, mine)
        _policy(cursor, "procrastinate_workers", f"workers_of_{login}", login, "true")
        _policy(cursor, "procrastinate_periodic_defers", f"clock_of_{login}", login, "true")
    cursor.execute(f"GRANT SELECT, INSERT ON procrastinate_jobs, procrastinate_events TO {OWNER}")
    cursor.execute(f"GRANT SELECT ON casework_allowed_task, casework_allowed_move TO {OWNER}")
    for table in ("procrastinate_jobs", "procrastinate_events"):
        cursor.execute(f"GRANT USAGE ON SEQUENCE {table}_id_seq TO {OWNER}")


def _restrict_rows(cursor: CursorWrapper) -> None:
    for table, mine in PUBLIC_ROWS.items():
        cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        cursor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        check = "true" if table in PUBLIC_WRITES else f"({mine}) AND {PUBLIC_CHECKS.get(table, 'true')}"
        _policy(cursor, table, "own_rows", PUBLIC, mine, check)
        for login in OTHER_LOGINS:
            _policy(cursor, table, f"rows_for_{login}", login, OTHER_ROWS.get((table, login), "true"))
    for table, check in PUBLIC_INSERTS.items():
        cursor.execute(f"DROP POLICY IF EXISTS new_rows ON {table}")
        cursor.execute(f"CREATE POLICY new_rows ON {table} AS RESTRICTIVE FOR INSERT TO {PUBLIC} WITH CHECK ({check})")
    # A place that has gone on goes on once: the public login marks it and cannot take the mark away.
    cursor.execute("DROP POLICY IF EXISTS not_passed_on ON appointments_appointment")
    cursor.execute(
        f"CREATE POLICY not_passed_on ON appointments_appointment AS RESTRICTIVE FOR UPDATE TO {PUBLIC} "
        "USING (NOT passed_on) WITH CHECK (true)"
    )
    for table in CASE_TABLES:
        _policy(cursor, table, "owner_compares_ids", OWNER, "true")
    for table in ("appointments_appointment", "appointments_waitingplace"):
        _policy(cursor, table, "owner_counts_places", OWNER, "true")


def _policy(cursor: CursorWrapper, table: str, name: str, login: str, using: str, check: str | None = None) -> None:
    cursor.execute(f"DROP POLICY IF EXISTS {name} ON {table}")
    cursor.execute(f"CREATE POLICY {name} ON {table} TO {login} USING ({using}) WITH CHECK ({check or using})")
