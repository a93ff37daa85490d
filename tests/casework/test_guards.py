"""The database refuses by itself: moves outside the lifecycle, changes of the trail, foreign jobs."""

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, ProgrammingError

from tests import make
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.casework.models import AuditEntry
from workpermit.zones.logins import ALL, DOCUMENT, GOVERNMENT, OPERATOR, PUBLIC
from workpermit.zones.queues import TASKS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def run(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def as_login(login: str, *statements: str) -> None:
    run(f"SET LOCAL ROLE {login}", *statements)


def move(application: Application, act: str, target: str) -> tuple[str, ...]:
    return (
        f"SELECT set_config('wp.act', '{act}', true)",
        f"SELECT set_config('wp.account', '{application.filing_account}', true)",
        f"UPDATE applications_application SET status = '{target}' WHERE id = '{application.pk}'",
    )


@pytest.mark.parametrize("login", [PUBLIC, OPERATOR, DOCUMENT])
def test_no_other_zone_grants(login: str) -> None:
    application = make.application(status=Status.SUBMITTED)

    with pytest.raises(ProgrammingError, match="not in the lifecycle"):
        as_login(login, *move(application, "grant", "granted"))


def test_the_government_zone_grants_only_what_is_recommended() -> None:
    application = make.application(status=Status.IN_REVIEW)

    with pytest.raises(ProgrammingError, match="not in the lifecycle"):
        as_login(GOVERNMENT, *move(application, "grant", "granted"))


def test_a_move_that_names_no_act_is_refused() -> None:
    application = make.application(status=Status.SUBMITTED)

    with pytest.raises(ProgrammingError, match="not in the lifecycle"):
        as_login(PUBLIC, *move(application, "", "withdrawn"))


def test_the_zone_of_the_act_may_make_its_move() -> None:
    application = make.application(status=Status.SUBMITTED)

    as_login(PUBLIC, *move(application, "withdraw", "withdrawn"))

    assert Application.objects.get(pk=application.pk).status == Status.WITHDRAWN


@pytest.mark.parametrize("statement", ["UPDATE {} SET act = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_trail_is_never_changed_even_by_its_owner(statement: str) -> None:
    make.application()
    before = AuditEntry.objects.count()

    for replica in ("origin", "replica"):
        with pytest.raises(DatabaseError, match="kept as it was written"):
            run(f"SET LOCAL session_replication_role = {replica}", statement.format("casework_auditentry"))

    assert AuditEntry.objects.count() == before


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("login", ALL)
def test_each_login_queues_only_its_own_tasks(login: str, task: str) -> None:
    allowed = login in TASKS[task][1]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL SESSION AUTHORIZATION {login}")
        try:
            with transaction.atomic():
                cursor.execute("SELECT casework_defer(%s, gen_random_uuid(), NULL)", [task])
            queued = True
        except ProgrammingError:
            queued = False

    assert queued == allowed


@pytest.mark.parametrize("login", [PUBLIC, OPERATOR, GOVERNMENT])
def test_the_sites_do_not_see_the_queue(login: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        as_login(login, "SELECT count(*) FROM procrastinate_jobs")


def test_a_worker_sees_only_its_own_queues() -> None:
    make.application(status=Status.SUBMITTED)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE wp_courier")
        cursor.execute("SELECT DISTINCT queue_name FROM procrastinate_jobs")
        assert cursor.fetchall() == [("courier",)]


def test_an_account_sees_only_its_own_cases() -> None:
    mine = make.application()
    make.application(by=make.STRANGER)

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE wp_public")
        cursor.execute("SELECT set_config('wp.account', %s, true)", [str(make.APPLICANT.id)])
        cursor.execute("SELECT id FROM applications_application")
        assert cursor.fetchall() == [(mine.pk,)]
