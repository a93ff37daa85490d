"""Every kind of page, in both languages, on a phone and on a desk: WCAG 2.2 AA by axe-core, and nothing sticks out."""

from collections.abc import Callable
from pathlib import Path

from tests.journeys.browser import DESK, PHONE, Person, read_in
from tests.journeys.tour import Look, Tour, Way
from tests.system import System

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def test_no_page_shuts_anybody_out(system: System, somebody: Callable[..., Person]) -> None:
    found: list[str] = []
    looked: set[str] = set()

    def look(name: str, who: Person, way: Way) -> None:
        assert name not in looked
        looked.add(name)
        for language in ("th", "en"):
            read_in(who, language)
            who.page.set_viewport_size(PHONE)
            way()
            who.page.evaluate(AXE)
            for size in (PHONE, DESK):
                who.page.set_viewport_size(size)
                found.extend(f"{name}, {language}, {size['width']}: {problem}" for problem in problems(who))
            if "demonstration" not in name and who.page.evaluate("document.documentElement.lang") != language:
                found.append(f"{name}: not in {language}")

    Tour(system, somebody, look).walk()

    assert not found, "\n".join(found)
    assert len(looked) > 60


def judge(found: list[str]) -> Look:
    """Keeps what is wrong with each page, in both languages and both sizes."""

    def look(name: str, who: Person, way: Way) -> None:
        for language in ("th", "en"):
            read_in(who, language)
            way()
            who.page.evaluate(AXE)
            for size in (PHONE, DESK):
                who.page.set_viewport_size(size)
                found.extend(f"{name}, {language}, {size['width']}: {problem}" for problem in problems(who))

    return look


def problems(who: Person) -> list[str]:
    said = who.page.evaluate(
        "tags => axe.run({runOnly: tags, resultTypes: ['violations']}).then(found => found.violations)", WCAG
    )
    wide = who.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    out = [f"{rule['id']} {[node['html'][:150] for node in rule['nodes']]}" for rule in said]
    return [*out, f"{wide} pixels too wide"] if wide > 0 else out
