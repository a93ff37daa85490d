"""A complaint on its way: filed, taken, answered by letter and page, reopened once, answered for good."""

from collections.abc import Callable

from tests.journeys.browser import Person
from tests.journeys.complaining import complain
from tests.journeys.test_accessibility import judge
from tests.system import System


def test_a_complaint_is_answered_reopened_and_answered_for_good(
    system: System, somebody: Callable[..., Person]
) -> None:
    found: list[str] = []

    complain(system, somebody, judge(found))

    assert not found, "\n".join(found)
