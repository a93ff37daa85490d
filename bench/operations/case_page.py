"""Opening a registrar's case page: everything about one application, opened by the vault in one look."""

from uuid import UUID

from bench import limits
from bench.ground import Ground, case_of
from bench.line import Line, Target
from bench.measure import Ask, Measured, many, median_run
from bench.spent import Spent

TARGET = Target(rate=250, p50=40, p95=100)
OFFICERS = ("bangkok-registrar", "bangkok-registrar-2", "bangkok-assistant")


def measure(ground: Ground) -> list[Line]:
    """Three officers, a few cases, each page as a browser gets it (its images are requests of their own)."""
    cases = [case_of(story) for story in ground.cases]
    limit = limits.lightest_page(ground)
    spent = Spent(ground, "registrar")
    with ground.without_rate_limits():
        _run(ground, cases, ground.sizes.warm, Spent(ground, "registrar"))
        found = median_run([_run(ground, cases, ground.sizes.pages, spent) for _ in range(ground.sizes.runs)])
    note = f"{spent.words()}; counter of openings a minute set back"
    return [
        Line(
            "case-page",
            "Open a registrar's case page",
            ground.clients,
            found,
            TARGET,
            "lightest page",
            limit.rate,
            note,
        )
    ]


def _run(ground: Ground, cases: list[UUID], count: int, spent: Spent) -> Measured:
    cookies = [ground.officer(key).cookie for key in OFFICERS]
    asks = [
        Ask(
            ground.system.site("registrar", f"/applications/{cases[turn % len(cases)]}/"),
            cookie=cookies[turn % len(cookies)],
        )
        for turn in range(count)
    ]
    with spent.over(count):
        return many(asks, clients=ground.clients)
