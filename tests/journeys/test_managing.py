"""A manager's morning and the Department's look at all centres, every page judged for who cannot see or point."""

from collections.abc import Callable

from tests.journeys.browser import Person
from tests.journeys.managing import manage
from tests.journeys.test_accessibility import judge
from tests.system import System


def test_a_centre_is_managed_and_a_mobile_unit_is_sent_and_called_back(
    system: System, somebody: Callable[..., Person]
) -> None:
    found: list[str] = []

    manage(system, somebody, judge(found))

    assert not found, "\n".join(found)
