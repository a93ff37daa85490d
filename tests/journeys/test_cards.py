"""A delivery, a count with a missing card, a jam, and the card in the worker's hand; axe finds nothing."""

from collections.abc import Callable

from tests.journeys.browser import Person
from tests.journeys.printing import print_card
from tests.journeys.test_accessibility import judge
from tests.system import System


def test_a_card_is_printed_after_a_jam_and_handed_over(system: System, somebody: Callable[..., Person]) -> None:
    found: list[str] = []

    print_card(system, somebody, judge(found))

    assert not found, "\n".join(found)
