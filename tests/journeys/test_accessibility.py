"""Every kind of page, in both languages, on a phone and on a desk: WCAG 2.2 AA by axe-core, and nothing sticks out."""

from collections.abc import Callable
from pathlib import Path

from tests.journeys.browser import DESK, PHONE, Person, read_in
from tests.journeys.tour import Look, Tour, Way
from tests.system import System

AXE = (Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Both languages and both layouts are judged; the other width of each language must only hold what stands on it.
JUDGED = {"th": (DESK, PHONE), "en": (PHONE, DESK)}
# In a language of its own; for everybody who waits; a posted form, which is not loaded again.
NOT_CHOSEN = ("demonstration", "hall", "mistakes")


def test_no_page_shuts_anybody_out(system: System, somebody: Callable[..., Person]) -> None:
    found: list[str] = []
    looked: set[str] = set()
    judged = judge(found)

    def look(name: str, who: Person, way: Way) -> None:
        assert name not in looked
        looked.add(name)
        judged(name, who, way)

    Tour(system, somebody, look).walk()

    assert not found, "\n".join(found)
    assert len(looked) > 60


def judge(found: list[str]) -> Look:
    """Keeps what is wrong with each page, in both languages and both sizes."""

    def look(name: str, who: Person, way: Way) -> None:
        for language, (size, other) in JUDGED.items():
            read_in(who, language)
            who.page.set_viewport_size(size)
            way()
            wrong = problems(who)
            shown = who.page.evaluate("document.documentElement.lang")
            if shown != language and not any(word in name for word in NOT_CHOSEN):
                wrong.append(f"in {shown}")
            found.extend(f"{name}, {language}, {size['width']}: {problem}" for problem in wrong)
            who.page.set_viewport_size(other)
            found.extend(f"{name}, {language}, {other['width']}: {problem}" for problem in too_wide(who))

    return look


def problems(who: Person) -> list[str]:
    """What is wrong with the page as it stands."""
    who.page.evaluate(AXE)
    said = who.page.evaluate(
        "tags => axe.run({runOnly: tags, resultTypes: ['violations']}).then(found => found.violations)", WCAG
    )
    return [*(f"{rule['id']} {[node['html'][:150] for node in rule['nodes']]}" for rule in said), *too_wide(who)]


def too_wide(who: Person) -> list[str]:
    wide = who.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{wide} pixels too wide"] if wide > 0 else []
