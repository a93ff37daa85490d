"""Takes the pictures of docs/guides from the running product: `make guides`.

The tour of the tests and three journeys walk past every page; those that a guide shows are
photographed in Thai and English.
"""

from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import ViewportSize, sync_playwright

from tests.journeys.browser import Person, chromium, person, read_in
from tests.journeys.complaining import complain
from tests.journeys.managing import manage
from tests.journeys.policy import extend_group, try_rule
from tests.journeys.printing import print_card
from tests.journeys.queueing import spend_day
from tests.journeys.together import submit_together
from tests.journeys.tour import Look, Tour, Way
from tests.system import running_system

FOLDER = Path(__file__).parents[2] / "docs" / "guides" / "pictures"
LANGUAGES = ("th", "en")
DESK: ViewportSize = {"width": 1000, "height": 760}
PHONE: ViewportSize = {"width": 390, "height": 760}

# Page of the tour → picture; who holds a phone and who sits at a desk.
EMPLOYER = {
    "first page": "employer-first-page",
    "finder, outcome": "employer-finder",
    "tasks": "employer-tasks",
    "section, worker": "employer-section",
    "invitation, code": "employer-invitation",
    "answers to check": "employer-check",
    "bill": "employer-bill",
    "course, granted": "employer-tracking",
    "ready drafts": "employer-together",
    "basket": "employer-basket",
    "notice, check": "employer-notice",
    "complaint, to write": "employer-complaint",
}
WORKER = {
    "invitation of a worker": "worker-invitation",
    "new passkey": "worker-passkey",
    "filing, to confirm": "worker-filing",
    "course, to book": "worker-tracking",
    "centres": "worker-centres",
    "check-in code": "worker-code",
    "permit": "worker-permit",
    "own permits": "worker-own-permits",
    "renewal, what has changed": "worker-renewal",
    "looks": "worker-looks",
}
POLICY_OFFICER = {
    "drafts": "policy-officer-drafts",
    "draft, begin": "policy-officer-begin",
    "draft, hours": "policy-officer-hours",
    "draft, changes": "policy-officer-changes",
    "draft, trial": "policy-officer-trial",
    "draft, to be handed over": "policy-officer-hand-over",
    "draft, second officer": "policy-officer-publish",
}
CARDS = {
    "cards, receive": "cards-receive",
    "cards, count": "cards-count",
    "cards, stock": "cards-stock",
    "cards, write-off": "cards-write-off",
    "cards, queue": "cards-queue",
    "card, to personalise": "cards-blank",
    "card, sides": "cards-sides",
    "card, to hand over": "cards-hand-over",
}
CLERK = {
    "queue, counter": "clerk-counter",
    "queue": "clerk-queue",
    "queue, called": "clerk-called",
    "queue, link lost": "clerk-link-lost",
    "queue, times": "clerk-times",
}
VISITOR = {
    "kiosk": "visitor-kiosk",
    "kiosk, number": "visitor-number",
    "number on the phone": "visitor-phone",
    "hall": "visitor-hall",
}
MANAGER = {
    "manager, today": "manager-today",
    "manager, counters": "manager-counters",
    "manager, equipment": "manager-equipment",
    "manager, staff": "manager-staff",
    "manager, days": "manager-days",
    "manager, closure": "manager-closure",
    "manager, incidents": "manager-incidents",
    "manager, complaints": "manager-complaints",
    "network, map": "manager-network",
    "network, tours": "manager-tours",
}
ON_A_PHONE = {*WORKER, "number on the phone"}


def camera(folder: Path) -> Look:
    """Photographs what a guide shows and writes each picture as `<language>/<name>.png`."""

    def look(name: str, who: Person, way: Way) -> None:
        picture = {**EMPLOYER, **WORKER, **POLICY_OFFICER, **CARDS, **CLERK, **VISITOR, **MANAGER}.get(name)
        if picture is None:
            return
        for language in LANGUAGES:
            read_in(who, language)
            who.page.set_viewport_size(PHONE if name in ON_A_PHONE else DESK)
            way()
            target = folder / language / f"{picture}.png"
            target.parent.mkdir(parents=True, exist_ok=True)
            _write(who.page.screenshot(), target)
        who.page.set_viewport_size(DESK)

    return look


def take_pictures(folder: Path) -> None:
    """Walk past every page once, in a system of its own."""
    look = camera(folder)
    with (
        running_system() as system,
        sync_playwright() as playwright,
        chromium(playwright) as browser,
        ExitStack() as stack,
    ):

        def somebody(**how: Any) -> Person:
            return stack.enter_context(person(browser, system, **how))

        extend_group(somebody, look)
        try_rule(somebody, look)
        submit_together(system, somebody, look)
        complain(system, somebody, look)
        print_card(system, somebody, look)
        spend_day(system, somebody, look)
        manage(system, somebody, look)
        Tour(system, somebody, look).walk()


def _write(picture: bytes, target: Path) -> None:
    """128 colours are enough for a page, and a third of the size."""
    Image.open(BytesIO(picture)).convert("RGB").quantize(128).save(target, optimize=True)


if __name__ == "__main__":
    take_pictures(FOLDER)
