"""A policy officer tries a stricter rule on past cases: how fast it goes, and how soon its progress is shown."""

import time
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from bench import past_cases
from bench.ground import Ground
from bench.line import Line, Target
from bench.measure import Measured, alone, median_run, summary
from bench.people import sign_in_staff
from tests.catalogue.samples import service
from workpermit.catalogue.definition import Service
from workpermit.catalogue.rules import judge_facts
from workpermit.cli.walk.browser import Browser
from workpermit.core.ids import uuid7
from workpermit.sealing.record import Header, IntakeKey, open_sealed, seal

STRICTER = "capital = 300000000\ncapital_married = 100000000"  # satang; three of ten past cases would be looked at
AT_ONCE = 100  # cases in a step of the worker
PATIENCE = 1800.0  # seconds for one trial
LOOKED = 0.05  # seconds between two looks at how far it is
SHOWN = 10  # looks between two loads of the page


def measure(ground: Ground) -> list[Line]:
    """Cases per second from the button to the end, times of a step of a hundred; and the draft's page meanwhile."""
    past_cases.settle(ground, ground.sizes.past)
    limit = _in_memory(ground)
    tried, shown = _run(ground)
    note = (
        f"{tried.count * AT_ONCE:,} cases, one run, for it takes minutes; times are those of a step of a hundred; "
        "the vault lets 900 steps go a minute"
    )
    name = f"Try a rule change on {ground.sizes.past:,} past cases"
    return [
        Line("trial", name, 1, tried, Target(), "opened and judged in memory, one core", limit, note),
        Line("trial-page", "The page of a trial while it goes on", 1, shown, Target(p95=500)),
    ]


def _run(ground: Ground) -> tuple[Measured, Measured]:
    """(the trial, the loads of its page) of a new draft."""
    browser = sign_in_staff(ground.system, "policy-officer", "oversight").browser
    home = _stricter_draft(ground, browser)
    began = time.perf_counter()
    browser.submit("/try/")
    steps, pages, looks, last, before = [], [], 0, began, 0
    state, done, total = _stand(ground, home)
    while state == "running" and time.perf_counter() - began < PATIENCE:
        if looks % SHOWN == 0:
            asked = time.perf_counter()
            browser.open(home)
            pages.append((time.perf_counter() - asked) * 1000)
        state, done, total = _stand(ground, home)
        now = time.perf_counter()
        if done > before:
            steps += [(now - last) * 1000 * AT_ONCE / (done - before)] * max(1, (done - before) // AT_ONCE)
            last, before = now, done
        looks += 1
        time.sleep(LOOKED)
    elapsed = time.perf_counter() - began
    found = summary(steps, elapsed=elapsed, failed=int(state != "done" or done != total))
    tried = Measured(done / elapsed, found.p50, found.p95, found.p99, found.failed, found.count)
    return tried, summary(pages, elapsed=elapsed, failed=0)


def _stricter_draft(ground: Ground, browser: Browser) -> str:
    """Begun and changed as its author does it; the address of its page."""
    browser.open(ground.system.site("oversight", "/drafts/begin/"))
    browser.submit("/begin/", {"subject": f"service:{past_cases.SERVICE}"})
    home = browser.page.url
    browser.open(f"{home}change/rules/")
    browser.submit("/rules/", {"capital.thresholds": STRICTER})
    return home


def _stand(ground: Ground, home: str) -> tuple[str, int, int]:
    draft = urlsplit(home).path.rstrip("/").rsplit("/", 1)[-1]
    [(state, done, total)] = ground.rows("SELECT state, done, total FROM oversight_trial WHERE draft = %s", [draft])
    return str(state), int(done), int(total)


def _in_memory(ground: Ground) -> float:
    """Cases per second that one core opens and judges by two versions, without socket, log and database."""
    private, version = X25519PrivateKey.generate(), service(past_cases.SERVICE)
    header = Header("bench", "facts", uuid7(), uuid7(), uuid7(), 1)
    sealed = seal(header, past_cases.facts_of(0), IntakeKey("bench", private.public_key()))

    def act() -> None:
        facts = open_sealed(sealed.header, sealed.body, sealed.key, private).value
        for _version in ("before", "after"):
            _judge(version, facts)

    return median_run([alone(act, seconds=ground.sizes.seconds) for _ in range(ground.sizes.runs)]).rate


def _judge(version: Service, facts: dict[str, object]) -> None:
    for check in version.checks:
        if check.rule:
            judge_facts(check, facts)
