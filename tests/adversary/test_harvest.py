"""A script that gathers places: more than it may, in a loop, for others, past the pages. Each way is refused."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from tests.adversary.doors import Visitor
from tests.adversary.realm import Realm
from tests.journeys.waiting import connect, wait_for_visits
from tests.vault.world import Person
from workpermit.core.calendar import bangkok_date

CENTRE, OTHER = "CMI-SC-M-001", "BKK-SC-M-002"
MOST = 50  # places of an account on one day


def day(ahead: int) -> date:
    return bangkok_date(datetime.now(UTC)) + timedelta(days=ahead)


def book(visitor: Visitor, case: UUID, *, on: date, hour: int = 10, centre: str = CENTRE) -> tuple[int, str]:
    answer = visitor.post(f"/applications/{case}/appointment/{centre}/", day=on.isoformat(), hour=str(hour))
    return answer.status_code, answer.text


def give_back(visitor: Visitor, case: UUID) -> None:
    assert visitor.post(f"/applications/{case}/appointment/cancel/").status_code == 302


@pytest.fixture
def gatherer(realm: Realm) -> Person:
    return realm.applicant()


def test_one_account_gathers_fifty_places_of_a_day_and_not_one_more(realm: Realm, gatherer: Person) -> None:
    cases, on = wait_for_visits(realm.system, gatherer.account, MOST + 2), day(5)
    with Visitor(realm, "applicant", gatherer.token) as script:
        ends = Counter(book(script, case, on=on, hour=9 + n // 10)[0] for n, case in enumerate(cases[:MOST]))
        status, page = book(script, cases[MOST], on=on, hour=16, centre=OTHER)
        give_back(script, cases[0])
        after, _ = book(script, cases[MOST + 1], on=on, hour=16)

    assert ends == {302: MOST}
    assert status == 409
    assert "Your account holds as many places on this day as one account may." in page
    assert after == 302


def test_a_loop_of_booking_and_giving_back_ends(realm: Realm, gatherer: Person) -> None:
    [case] = wait_for_visits(realm.system, gatherer.account, 1)
    with Visitor(realm, "applicant", gatherer.token) as script:
        for turn in range(4):
            assert book(script, case, on=day(6 + turn))[0] == 302
            give_back(script, case)
        status, page = book(script, case, on=day(12))

    assert status == 409
    assert "booked or moved too often within seven days" in page


def test_one_worker_under_many_accounts_holds_two_places(realm: Realm) -> None:
    worker, ends = uuid4(), []
    for turn in range(3):
        employer = realm.applicant()
        [case] = wait_for_visits(realm.system, employer.account, 1)
        with connect(realm.system) as connection:
            connection.execute("UPDATE applications_application SET worker_account = %s WHERE id = %s", [worker, case])
        with Visitor(realm, "applicant", employer.token) as script:
            ends.append(book(script, case, on=day(7 + turn)))

    assert [status for status, _ in ends] == [302, 302, 409]
    assert "This worker holds as many places as one person may" in ends[-1][1]


def test_a_place_is_not_moved_to_another_account(realm: Realm, gatherer: Person) -> None:
    buyer = realm.applicant()
    [case] = wait_for_visits(realm.system, gatherer.account, 1)
    [other] = wait_for_visits(realm.system, buyer.account, 1)
    on = day(8)
    with Visitor(realm, "applicant", gatherer.token) as script:
        assert book(script, case, on=on)[0] == 302
    with Visitor(realm, "applicant", buyer.token) as script:
        home = f"/applications/{case}/appointment/"
        posts = [f"{home}move/{OTHER}/", f"{home}cancel/", f"{home}code/", f"{home}waiting/take/", f"{home}{OTHER}/"]
        answers = [script.post(path, day=on.isoformat(), hour="11").status_code for path in posts]
        together = script.post(
            "/visits/", group=str(uuid4()), chosen=str(case), centre=CENTRE, day=on.isoformat(), hour="9", way="spread"
        )
        assert book(script, other, on=on)[0] == 302

    assert answers == [404] * len(posts)
    assert together.status_code == 409  # of somebody else's applications nothing is chosen
    with connect(realm.system) as connection:
        rows = connection.execute(
            "SELECT booked_by, status FROM appointments_appointment WHERE application = %s", [case]
        ).fetchall()
    assert rows == [(gatherer.account, "booked")]


def test_a_public_process_that_is_taken_over_is_refused_by_the_database(realm: Realm, gatherer: Person) -> None:
    cases, on = wait_for_visits(realm.system, gatherer.account, MOST + 1), day(9)
    with realm.connect("wp_public") as taken_over:
        taken_over.execute("SELECT set_config('wp.account', %s, false)", [str(gatherer.account)])
        for case in cases[:MOST]:
            insert(taken_over, case, gatherer.account, on)
        with pytest.raises(psycopg.errors.CheckViolation) as refused:
            insert(taken_over, cases[MOST], gatherer.account, on)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            insert(taken_over, cases[MOST], uuid4(), on)
        with pytest.raises(psycopg.errors.CheckViolation, match="capacity_is_never_oversold"):
            taken_over.execute('UPDATE appointments_capacity SET "left" = -1')

    assert refused.value.diag.constraint_name == "account_takes_so_many_places_a_day"


def insert(connection: psycopg.Connection, case: UUID, account: UUID, on: date) -> None:
    connection.execute(
        "INSERT INTO appointments_appointment (id, status, status_changed_at, application, subject, centre, day, hour, "
        "begins_at, missed_after, booked_by, booked_at, worker) "
        "VALUES (%s, casework_status_by('book', 'booked'), now(), %s, %s, %s, %s, 9, now(), now(), %s, now(), "
        "(SELECT worker_account FROM applications_application WHERE id = %s))",
        [uuid4(), case, uuid4(), CENTRE, on, account, case],
    )
