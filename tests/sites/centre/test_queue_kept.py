"""What a browser keeps of the queue's page: nothing of a visitor, and every file that it needs."""

import json
import re
from pathlib import Path

from lxml import html

from tests.sites.centre.test_queue import at_counter, waiting
from tests.sites.conftest import browser
from tests.sites.staff import Stage
from workpermit.cli.prepare import _fonts
from workpermit.core.actors import Role
from workpermit.sites.centre.views.queue_kept import FILES

SITES = Path(__file__).parents[3] / "workpermit" / "sites"


def test_the_page_that_is_kept_has_nobody_of_the_queue_and_nothing_that_signs(stage: Stage):
    clerk = at_counter(stage)
    waiting(stage)
    clerk.post("/queue/next/")

    text = clerk.get("/queue/without-link/").content.decode()

    assert "The link is lost" in text
    for word in ("B 001", "csrfmiddlewaretoken", "<form", "/sign-out/", "/language/"):
        assert word not in text, word


def test_only_a_clerk_gets_the_page_and_the_worker(stage: Stage):
    for address in ("/queue/without-link/", "/queue/worker.js"):
        assert browser("centre").get(address).status_code == 302
        assert stage.browser(stage.world.applicant(), "centre").get(address).status_code == 302


def test_the_worker_keeps_one_page_and_the_files_that_it_loads(stage: Stage):
    clerk = at_counter(stage)
    answer = clerk.get("/queue/worker.js")
    kept = json.loads(re.search(r"const kept = (.*);", answer.content.decode())[1])
    page = html.fromstring(clerk.get("/queue/without-link/").content)

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert (kept["answers"], kept["whole"]) == ("/queue/", False)
    assert kept["pages"] == {"/queue/": "/queue/without-link/"}
    assert all(name.startswith("/static/") for name in kept["files"])
    assert set(page.xpath("//link/@href | //script/@src")) <= set(kept["files"])


def test_every_file_that_is_kept_exists_and_every_module_that_they_import_is_kept():
    fonts = {f"fonts/{font.name}" for font in _fonts()}
    ours = {name: SITES / ("static" if name.startswith("sites/") else "centre/static") / name for name in FILES}
    for name, file in ours.items():
        assert name in fonts or file.is_file(), name
        if name.endswith(".js"):
            imported = re.findall(r'from "\./([a-z_]+\.js)"', file.read_text())
            assert {f"centre/{one}" for one in imported} <= set(FILES), name


def test_signing_out_takes_along_the_script_that_forgets(stage: Stage):
    assert "/static/centre/forget.js" in at_counter(stage).post("/sign-out/").content.decode()
    assert (
        "forget.js"
        not in stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar").post("/sign-out/").content.decode()
    )
