"""What a clerk sees belongs to one visitor, one counter and some minutes."""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern

from tests.make import ANSWERS
from tests.sites.centre.counter import Counter
from tests.sites.staff import Stage
from workpermit.applications import tasks
from workpermit.identity.models import Capture
from workpermit.sites.centre.urls import VISIT, urlpatterns
from workpermit.vault.ops import counter as vault_counter

PERSONAL = (ANSWERS["worker"]["family_name"], ANSWERS["worker"]["passport_number"], "data:image/jpeg")
LEAVING = {"sign-out", "kiosk-set-up"}  # they end the clerk's own session


def doors(other: Counter) -> Iterator[str]:
    """Every address of the site, from its own configuration, with whatever it may name of this visitor."""
    said = {"centre": other.appointment.centre, "act": "call"}

    def fill(found: re.Match[str]) -> str:
        kind, name = found.groups()
        if kind == "uuid":
            return str(other.application.pk if name in ("application", "case", "card") else other.appointment.pk)
        return said.get(name, "x" * 22)

    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        if pattern.name not in LEAVING:
            yield "/" + re.sub(r"<(\w+):(\w+)>", fill, str(pattern.pattern))


def test_a_clerk_with_an_open_visit_passes_no_door_of_another_visitor(stage: Stage) -> None:
    here, other = Counter(stage), Counter(stage)
    here.check_in()
    assert PERSONAL[0] in here.open().content.decode(), "the clerk's own visitor"
    tried = list(doors(other))
    assert len(tried) >= 60
    assert f"/{VISIT}".replace("<uuid:appointment>", str(other.appointment.pk)) in tried
    claims = {"number": other.application.number, "code": here.code, "visit": str(here.visit())}

    signed = here.sign("open_visit", here.visit())
    for path in tried:
        for answer in (here.clerk.get(path), here.clerk.post(path, claims | signed)):
            text = answer.content.decode()
            assert answer.status_code < 500, path
            assert not [word for word in PERSONAL if word in text], path

    assert here.clerk.get("/").status_code == 200, "the clerk was signed in at each of them"
    assert not Capture.objects.exists()
    assert other.status() == ("booked", "awaiting_visit")


def test_the_page_bears_counter_time_and_clerk(stage: Stage) -> None:
    counter = Counter(stage)
    counter.check_in()

    page = counter.open()

    (mark,) = set(page.context["mark"].split(" · ")[:1])
    assert mark == counter.person.device.centre
    assert f" · {counter.person.device.counter} · " in page.context["mark"]
    assert page["Cache-Control"] == "no-store"


def test_a_clerk_may_open_at_most_so_many_things_a_minute(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault_counter, "CAPTURES_A_MINUTE", 1)
    counter = Counter(stage)
    counter.check_in()

    assert counter.capture("chip", b"{}").status_code == 200
    assert counter.capture("chip", b"{}").status_code >= 400
    assert Capture.objects.count() == 1


def test_each_look_and_each_capture_is_a_row_that_the_person_reads(stage: Stage) -> None:
    counter = Counter(stage)
    counter.check_in()
    counter.open()
    counter.capture("chip", b"{}")
    tasks.authenticate_chip(str(Capture.objects.get().pk))

    worker, case = stage.workers[counter.application.pk], counter.application.pk
    rows = stage.world.ask("public", "access_log", token=worker.token, case=case)["rows"]
    looks = [(row["purpose"], row["counter"]) for row in rows if row["role"] == "operator_clerk"]
    assert ("visit", counter.person.device.counter) in looks
    assert ("capture_chip", counter.person.device.counter) in looks
    assert any(row["purpose"] == "check" and "chip" in row["fields"] for row in rows)


@pytest.mark.parametrize(
    ("said", "told"), [("yes", "under another account"), ("ask", "same passport number"), ("no", "")]
)
def test_what_the_register_says_stands_above_the_visitor(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, said: str, told: str
) -> None:
    monkeypatch.setattr(vault_counter, "search_register", lambda *_: said)
    counter = Counter(stage)
    counter.check_in()
    text = counter.open().content.decode()

    assert (told in text) if told else ("data-known" not in text)
