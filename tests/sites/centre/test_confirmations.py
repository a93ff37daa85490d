"""A worker who has only a code by e-mail confirms at a counter, from the portal's page to the registrar's."""

from uuid import UUID

import pytest
from lxml import html

from tests.jobs import queued
from tests.sites.applicant.portal import CLAIM, Portal, tree, words
from tests.sites.staff import Stage
from workpermit.applications.models import Application
from workpermit.applications.tasks import note_confirmation
from workpermit.cli.walk.browser import as_fields
from workpermit.sealing.canonical import unb64

SAID = {"face": "yes", "read": "yes", "wish": "yes"}


class Desk:
    """A filing whose worker signed in by a code, and a clerk at a counter."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.portal = stage, Portal(stage).begin().complete().join()
        assert self.portal.worker_person is not None
        sql = "UPDATE session SET method = 'code' WHERE account = %s"
        stage.world.vault.database.run(sql, self.portal.worker_person.account)
        by_code(self.portal, stage)
        self.person = stage.clerk()
        self.clerk = stage.browser(self.person, "centre")

    def code(self) -> str:
        page = tree(self.portal.worker.post(f"{self.portal.home}confirm-at-centre/"))
        return str(page.xpath("//*[@data-counter-code]")[0].text)

    def compare(self, right: str, **changes: str):
        return self.clerk.post(
            "/confirmations/", {"code": right, **CLAIM, **changes} | self.sign("compare_confirmation")
        )

    def confirm(self, page, **said: str):
        form = html.fromstring(page.content).xpath("//form[@data-act='confirm_at_counter']")[0]
        about, content = UUID(form.get("data-about")), form.get("data-content")
        signed = self.sign("confirm_at_counter", about, content)
        return self.clerk.post(form.get("action"), {"content": content} | signed | (said or SAID))

    def sign(self, act: str, about: UUID | None = None, content: str = "") -> dict[str, str]:
        asked = self.clerk.post(
            "/device/challenge/", {"act": act}, content_type="application/json", headers={"accept": "application/json"}
        ).json()
        assert self.person.device is not None
        about, digest = about or UUID(asked["about"]), unb64(content) if content else b""
        return as_fields(self.person.device.sign_act(act, about, UUID(asked["session"]), asked["challenge"], digest))


def by_code(portal: Portal, stage: Stage) -> None:
    """The worker's token says how he signed in, as the vault's session does."""
    assert portal.worker_person is not None
    portal.worker_person.token = stage.world.ask("public", "renew", token=portal.worker_person.token)["token"]
    portal.worker = stage.browser(portal.worker_person, "applicant")


@pytest.fixture
def desk(stage: Stage) -> Desk:
    return Desk(stage)


def test_the_portal_sends_the_worker_to_a_centre(desk: Desk):
    page = desk.portal.worker.get(f"{desk.portal.home}filing/")

    assert "cannot sign" in words(page)
    assert tree(page).xpath("//a[contains(@href, 'confirm-at-centre')]")
    assert not tree(page).xpath("//form[contains(@action, '/confirm/')]")


def test_the_clerk_confirms_for_the_person_and_the_system_notes_it(desk: Desk):
    compared = desk.compare(desk.code())
    answer = desk.confirm(compared)

    assert answer["Location"] == "/confirmations/done/"
    assert "The filing is confirmed" in words(desk.clerk.get("/confirmations/done/"))
    assert queued("note_confirmation") == [desk.portal.case]
    note_confirmation(str(desk.portal.case))
    assert desk.portal.application.confirmed_at
    assert desk.portal.employer.post(f"{desk.portal.home}check/")["Location"] == f"{desk.portal.home}submitted/"


def test_what_changed_meanwhile_is_not_noted(desk: Desk):
    desk.confirm(desk.compare(desk.code()))
    desk.portal.answer("job", title="Another title", version=1)

    note_confirmation(str(desk.portal.case))

    assert Application.objects.get(pk=desk.portal.case).confirmed_at is None


def test_nothing_of_the_filing_stands_on_the_clerks_pages(desk: Desk):
    compared = desk.compare(desk.code())

    for secret in ("ANNA", "MARIA", "L898902C3", str(desk.portal.case)):
        assert secret not in compared.content.decode()


def test_without_all_ticks_nothing_is_signed(desk: Desk):
    compared = desk.compare(desk.code())

    answer = desk.confirm(compared, face="yes", read="yes")

    assert answer.status_code == 400
    assert "tick" in words(answer)
    assert desk.stage.asked("confirm_at_counter") == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"birth_date_day": "13"}, "passport_number"), ({"code": "AAAABBBBCCCC"}, "code"), ({"code": ""}, "code")],
)
def test_what_does_not_fit_is_said_at_its_box_and_stays_typed(desk: Desk, changes: dict[str, str], field: str):
    answer = desk.compare(desk.code(), **changes)

    assert answer.status_code == 400
    assert tree(answer).xpath("//*[@class='summary']//a/@href") == [f"#{field}"]
    assert tree(answer).xpath("//input[@name='passport_number']/@value") == ["L898902C3"]


def test_a_code_that_waits_opens_nothing_to_the_clerk(desk: Desk):
    """Neither the code nor the filing's address leads to the papers."""
    desk.code()

    assert desk.clerk.get(f"/applications/{desk.portal.case}/filing/").status_code == 404
    assert desk.clerk.get("/confirmations/").status_code == 200


def test_the_filer_gets_no_code(desk: Desk):
    answer = desk.portal.employer.post(f"{desk.portal.home}confirm-at-centre/")

    assert answer["Location"] == desk.portal.home
    assert desk.stage.asked("begin_confirmation") == []


def test_the_worker_reads_who_confirmed_where(desk: Desk):
    desk.confirm(desk.compare(desk.code()))
    note_confirmation(str(desk.portal.case))

    page = words(desk.portal.worker.get(f"{desk.portal.home}looks/"))

    assert "the worker's confirmation at a counter" in page
    assert "counter 3" in page
