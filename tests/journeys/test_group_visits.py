"""An agent books the visits of twenty people in one act; a script that would gather places is turned away."""

from collections.abc import Callable

from bench.people import account_of
from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.test_freezes import look
from tests.journeys.waiting import connect, wait_for_visits
from tests.system import System


def test_an_agent_books_the_visits_of_twenty_people(system: System, somebody: Callable[..., Person]) -> None:
    agent = somebody()
    agent.open("applicant", "/filings/")
    acts.sign_in_national(agent, 2)
    cookies = {one["name"]: one["value"] for one in agent.context.cookies()}  # type: ignore[typeddict-item]
    people = wait_for_visits(system, account_of(cookies["wp_applicant"]), 20)

    agent.open("applicant", "/filings/")
    agent.page.locator("main a[href='/visits/']").click()
    found = look(agent, "who waits for a visit")
    assert agent.page.locator("input[name=chosen]:checked").count() == 20
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
