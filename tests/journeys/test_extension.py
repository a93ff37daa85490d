"""A policy officer drafts an extension, a second one publishes it while people file; axe finds nothing on the way."""

from collections.abc import Callable

from tests.journeys.browser import DESK, PHONE, Person, read_in
from tests.journeys.policy import extend_group
from tests.journeys.test_accessibility import AXE, problems
from tests.journeys.tour import Way


def test_a_group_is_extended_while_people_file(somebody: Callable[..., Person]) -> None:
    found: list[str] = []

    def look(name: str, who: Person, way: Way) -> None:
        for language in ("th", "en"):
            read_in(who, language)
            way()
            who.page.evaluate(AXE)
            for size in (PHONE, DESK):
                who.page.set_viewport_size(size)
                found.extend(f"{name}, {language}, {size['width']}: {problem}" for problem in problems(who))

    extend_group(somebody, look)

    assert not found, "\n".join(found)
