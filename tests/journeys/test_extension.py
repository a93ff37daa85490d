"""A policy officer drafts an extension, a second one publishes it while people file; axe finds nothing on the way."""

from collections.abc import Callable

from tests.journeys.browser import Person
from tests.journeys.policy import extend_group
from tests.journeys.test_accessibility import judge


def test_a_group_is_extended_while_people_file(somebody: Callable[..., Person]) -> None:
    found: list[str] = []

    extend_group(somebody, judge(found))

    assert not found, "\n".join(found)
