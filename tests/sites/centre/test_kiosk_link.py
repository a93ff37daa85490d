"""What a kiosk exchanges with the server, what its browser keeps, and the languages in which it speaks."""

import json
import re
import time
from pathlib import Path
from uuid import uuid4

import pytest
from lxml import html

from tests.sites.centre.test_kiosk import kiosk, words
from tests.sites.conftest import browser
from tests.sites.staff import Stage
from workpermit.cli.prepare import _fonts
from workpermit.core.languages import LANGUAGES
from workpermit.sites.centre.views.kiosk_link import FILES
from workpermit.visits.models import Ticket

SITES = Path(__file__).parents[3] / "workpermit" / "sites"
ADDRESSES = ("/kiosk/worker.js", "/kiosk/without-link/my/", "/kiosk/in/my/")


def post(made, message: dict[str, object]):
    how = {"content_type": "application/json", "headers": {"Accept": "application/json"}}
    return made.post("/kiosk/sync/", json.dumps(message), **how)


def sync(made, name: str, *given: dict[str, object]):
    message = {"kiosk": name, "clock": int(time.time() * 1000), "given": given}
    return post(made, message)


def test_what_was_given_without_the_link_is_in_the_line_and_the_kiosk_has_new_numbers(stage: Stage):
    made, name = kiosk(stage), str(uuid4())
    assert sync(made, name).json() == {"outcomes": {}, "block": list(range(1, 11))}
    given = {"number": 1, "wish": "cards", "first": True, "at": int(time.time() * 1000)}

    answer = sync(made, name, given, given | {"number": 77})

    assert answer.json() == {"outcomes": {"1": "done", "77": "unknown"}, "block": list(range(2, 12))}
    assert answer["Cache-Control"] == "no-store"
    ticket = Ticket.objects.get()
    assert (ticket.label, ticket.first) == ("D 001", True)
    assert sync(made, name, given).json()["outcomes"] == {"1": "done"}
    assert Ticket.objects.count() == 1


def test_a_second_kiosk_holds_other_numbers(stage: Stage):
    ours, theirs = (sync(kiosk(stage), str(uuid4())).json()["block"] for _kiosk in range(2))

    assert not set(ours) & set(theirs)


@pytest.mark.parametrize(
    "said", [{"kiosk": "x"}, {"clock": "now"}, {"given": [{}]}, {"given": "x"}, {"given": [{"number": "x"}]}]
)
def test_what_the_script_does_not_send_is_refused(stage: Stage, said: dict[str, object]):
    message = {"kiosk": str(uuid4()), "clock": 1, "given": []} | said

    assert post(kiosk(stage), message).json()["code"] == "bad_args"


def test_no_other_browser_gets_any_of_it(stage: Stage):
    for stranger in (browser("centre"), stage.browser(stage.clerk(), "centre")):
        assert [stranger.get(address).status_code for address in ADDRESSES] == [302] * 3
        assert sync(stranger, str(uuid4())).status_code == 302


@pytest.mark.parametrize(
    ("language", "says"),
    [("th", "หมายเลข"), ("en", "take a number"), ("my", "နံပါတ်"), ("km", "លេខ"), ("lo", "ໝາຍເລກ"), ("vi", "lấy số")],
)
def test_the_kiosk_speaks_the_six_languages_with_its_link_and_without(stage: Stage, language: str, says: str):
    made = kiosk(stage)
    assert made.get(f"/kiosk/in/{language}/")["Location"] == "/kiosk/"

    for address in ("/kiosk/", f"/kiosk/without-link/{language}/"):
        page = made.get(address)
        assert says in words(page)
        assert page["Content-Language"] == language
        assert len(html.fromstring(page.content).xpath("//nav[@class='tongues']/a")) == 6


def test_a_language_of_visitors_alone_is_none_of_the_clerks_pages(stage: Stage):
    clerk = stage.browser(stage.clerk(), "centre", "my")

    assert "Open a counter" in words(clerk.get("/queue/"))
    assert kiosk(stage).get("/kiosk/without-link/fr/").status_code == 404


def test_after_a_number_the_next_visitor_begins_in_thai(stage: Stage):
    made = kiosk(stage, language="vi")

    page = made.get(made.post("/kiosk/walk-in/", {"wish": "cards"})["Location"])

    assert html.fromstring(page.content).xpath("//*[@data-back]/@data-to") == ["/kiosk/in/th/"]
    assert "data-back" in made.get("/kiosk/").content.decode()
    made.get("/kiosk/in/th/")
    assert "data-back" not in made.get("/kiosk/").content.decode()


def test_the_page_for_when_there_is_no_link_has_nothing_of_the_queue(stage: Stage):
    made = kiosk(stage)
    made.post("/kiosk/walk-in/", {"wish": "cards"})

    text = made.get("/kiosk/without-link/en/").content.decode()

    for word in ("C 001", "csrfmiddlewaretoken", "<form", "before you"):
        assert word not in text, word


def test_the_worker_keeps_a_page_for_each_language_and_the_files_that_it_loads(stage: Stage):
    made = kiosk(stage)
    kept = json.loads(re.search(r"const kept = (.*);", made.get("/kiosk/worker.js").content.decode())[1])

    assert (kept["answers"], kept["whole"]) == ("/kiosk/", True)
    assert kept["pages"] == {f"/kiosk/in/{code}/": f"/kiosk/without-link/{code}/" for code in LANGUAGES}
    page = html.fromstring(made.get("/kiosk/without-link/my/").content)
    assert set(page.xpath("//link/@href | //script/@src")) <= set(kept["files"])


def test_every_file_that_is_kept_exists():
    fonts = {f"fonts/{font.name}" for font in _fonts()}
    for name in FILES:
        folder = SITES / ("static" if name.startswith("sites/") else "centre/static")
        assert name in fonts or (folder / name).is_file(), name
