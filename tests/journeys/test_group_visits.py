"""An agent books the visits of twenty people in one act; a place that is given back goes to who waits for it."""

from collections.abc import Callable
from uuid import UUID

from bench.people import account_of
from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.test_freezes import look
from tests.journeys.waiting import connect, wait_for_visits
from tests.system import System

CENTRE = "RNG-SC-S-001"


FULL = """
INSERT INTO appointments_capacity (id, centre, day, hour, places, "left")
SELECT gen_random_uuid(), %s, now()::date + d, h, 100, 0 FROM generate_series(-1, 29) d, generate_series(0, 23) h
ON CONFLICT (centre, day, hour) DO UPDATE SET places = 100, "left" = 0
"""


def agent_with(system: System, somebody: Callable[..., Person], person: int, count: int) -> tuple[Person, list[UUID]]:
    """Somebody of the national login, who files for so many people that wait for their visit."""
    agent = somebody()
    agent.open("applicant", "/filings/")
    acts.sign_in_national(agent, person)
    token = next(one["value"] for one in agent.context.cookies() if one["name"] == "wp_applicant")
    return agent, wait_for_visits(system, account_of(token), count)


def test_an_agent_books_the_visits_of_twenty_people(system: System, somebody: Callable[..., Person]) -> None:
    agent, people = agent_with(system, somebody, 2, 20)

    agent.open("applicant", "/filings/")
    agent.page.locator("main a[href='/visits/']").click()
    found = look(agent, "who waits for a visit")
    assert agent.page.locator("input[name=chosen]:checked").count() >= 20  # other journeys use this account too
    agent.open("applicant", "/visits/?select=none")
    for one in people:
        agent.page.locator(f"input[name=chosen][value='{one}']").check()
    agent.page.locator("#day").select_option(index=2)
    agent.page.locator("#way").check()
    acts.send(agent.page)
    agent.page.wait_for_url("**/visits/*/")

    found += look(agent, "booked together")
    assert not found, "\n".join(found)
    assert "20 workers have a place" in agent.words()
    with connect(system) as connection:
        rows = connection.execute(
            "SELECT count(*), count(DISTINCT day), count(DISTINCT worker) FROM appointments_appointment "
            "WHERE application = ANY(%s) AND status = 'booked'",
            [people],
        ).fetchall()
    assert rows == [(20, 1, 20)]


def test_a_place_that_is_given_back_goes_to_who_waits(system: System, somebody: Callable[..., Person]) -> None:
    agent, [held, waits] = agent_with(system, somebody, 3, 2)
    agent.open("applicant", "/visits/?select=none")
    agent.page.locator(f"input[name=chosen][value='{held}']").check()
    agent.page.locator("#centre").select_option(CENTRE)
    agent.page.locator("#day").select_option(index=3)
    acts.send(agent.page)
    agent.page.wait_for_url("**/visits/*/")
    with connect(system) as connection:
        connection.execute(FULL.encode(), [CENTRE])

    agent.open("applicant", f"/applications/{waits}/appointment/{CENTRE}/")
    found = look(agent, "nothing is free")
    acts.send(agent.page, f"/wait/{CENTRE}/")
    found += look(agent, "waiting")
    agent.open("applicant", f"/applications/{held}/appointment/")
    agent.page.locator("main details summary", has_text="I cannot come at this time").click()
    acts.send(agent.page, "/cancel/")
    agent.page.wait_for_load_state()

    agent.open("applicant", f"/applications/{waits}/appointment/")
    take = agent.page.locator("form[action$='/waiting/take/'] button")
    for _ in range(60):
        if take.count():
            break
        agent.page.wait_for_timeout(500)
        agent.page.reload()
    found += look(agent, "a place is kept")
    take.click()
    agent.page.wait_for_load_state()

    assert not found, "\n".join(found)
    with connect(system) as connection:
        rows = connection.execute(
            "SELECT status, centre FROM appointments_appointment WHERE application = %s", [waits]
        ).fetchall()
        counted = connection.execute(
            'SELECT min("left"), max("left") FROM appointments_capacity WHERE centre = %s', [CENTRE]
        ).fetchall()
    assert rows == [("booked", CENTRE)]
    assert counted == [(0, 0)]  # at no moment was it free for anybody else
