"""A policy officer changes a rule and sees what it would have changed; a second one publishes; axe finds nothing."""

from collections.abc import Callable

from tests.journeys.browser import Person
from tests.journeys.policy import try_rule
from tests.journeys.test_accessibility import judge


def test_a_rule_is_tried_on_past_cases_before_it_is_published(somebody: Callable[..., Person]) -> None:
    found: list[str] = []

    try_rule(somebody, judge(found))

    assert not found, "\n".join(found)
