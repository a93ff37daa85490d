"""A counter in link loss: it goes on with the numbers that it holds; the server has it all once the link is back."""

from collections.abc import Callable

from tests.journeys.browser import Person
from tests.journeys.queueing import spend_day
from tests.journeys.test_accessibility import judge
from tests.system import System


def test_a_day_in_the_hall_with_the_link_lost_in_between(system: System, somebody: Callable[..., Person]) -> None:
    found: list[str] = []

    spend_day(system, somebody, judge(found))

    assert not found, "\n".join(found)
