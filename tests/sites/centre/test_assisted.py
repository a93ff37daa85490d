"""A visitor without a phone files at the counter: two sites in one browser, one person, and the clerk beside him."""

from collections import defaultdict
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

import pytest
from lxml import html

from tests.adversary.doors import doors
from tests.jobs import queued
from tests.sites.applicant.portal import CLAIM, Portal, tree, words
from tests.sites.conftest import KEY, browser, token
from tests.sites.staff import CENTRE, Stage
from workpermit.answers.queries import list_sections
from workpermit.applications.models import Application
from workpermit.applications.tasks import tell_of_help
from workpermit.casework.models import AuditEntry
from workpermit.casework.queries import list_course
from workpermit.cli.walk.browser import as_fields
from workpermit.core.actors import Actor, Role
from workpermit.letters.models import Letter
from workpermit.sealing.canonical import unb64
from workpermit.sites.applicant import urls
from workpermit.sites.applicant.looks import read_looks
from workpermit.sites.http import session
from workpermit.sites.http.assisted import OPEN_WITH_HELP
from workpermit.sites.registrar.history import events_of
from workpermit.visits.counters import open_counter

PAPER = {**CLAIM, "nationality": "MMR", "language": "en"}
VALUES = {
    **{"service_id": "s59_new", "name": "worker", "document_id": "passport", "kind": "F1", "centre": CENTRE},
    **{"month": "2027-01", "number": "1000000000000", "token": "x" * 22, "topic_id": "office_conduct"},
}
SAID = {"face": "yes", "read": "yes", "wish": "yes"}


class Help(Portal):
    """A clerk at a counter that helps, and the visitor's pages in the same browser."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        self.clerk_person = stage.clerk()
        self.clerk = stage.browser(self.clerk_person, "centre")
        by = Actor(self.clerk_person.account, Role.OPERATOR_CLERK, CENTRE)
        open_counter(counter="3", serves=["assisted"], by=by, at=stage.at)
        self.visitor = browser("applicant")
        self.employer = self.visitor  # the portal's own steps are done by the visitor

    def begin_help(self, **changes: str):
        """Through the applicant's site to the clerk's form, and back with the code."""
        away = self.visitor.get("/assisted/")["Location"]
        pre = parse_qs(urlsplit(away).query)["pre"][0]
        assert self.clerk.get(f"/assisted/?pre={pre}").status_code == 200
        form = {**PAPER, **changes, "pre": pre} | self.sign("begin_assisted")
        answer = self.clerk.post("/assisted/", form)
        if answer.status_code == 302:
            there = urlsplit(answer["Location"])
            assert self.visitor.get(f"{there.path}?{there.query}").status_code == 302
        return answer

    def file(self) -> "Help":
        page = tree(self.visitor.get("/services/s59_new/start/"))
        posted = {"ticket": page.xpath("//input[@name='ticket']/@value")[0]}
        self.home = self.visitor.post("/services/s59_new/start/", posted)["Location"]
        return self

    def confirm_here(self, **said: str):
        """Read, ask for it, and what clerk and device then do."""
        asked = self.visitor.post(f"{self.home}confirm/")
        there = urlsplit(asked["Location"])
        opening = self.clerk.get(f"{there.path}?{there.query}")
        assert "data-by-itself" in opening.content.decode()
        compared = self.clerk.post(f"{there.path}?{there.query}", self.sign("compare_confirmation"))
        form = html.fromstring(compared.content).xpath("//form[@data-act='confirm_at_counter']")[0]
        about, content = UUID(form.get("data-about")), form.get("data-content")
        signed = self.sign("confirm_at_counter", about, content)
        to = urlsplit(form.get("action"))
        return self.clerk.post(f"{to.path}?{to.query}", {"content": content} | signed | (said or SAID))

    def sign(self, act: str, about: UUID | None = None, content: str = "") -> dict[str, str]:
        asked = self.clerk.post(
            "/device/challenge/", {"act": act}, content_type="application/json", headers={"accept": "application/json"}
        ).json()
        assert self.clerk_person.device is not None
        about, digest = about or UUID(asked["about"]), unb64(content) if content else b""
        signed = self.clerk_person.device.sign_act(act, about, UUID(asked["session"]), asked["challenge"], digest)
        return as_fields(signed)


@pytest.fixture
def help_(stage: Stage) -> Help:
    return Help(stage)


def test_a_visitor_files_confirms_and_submits(help_: Help):
    assert help_.begin_help().status_code == 302
    help_.file().complete()
    answer = help_.confirm_here()

    back = urlsplit(answer["Location"])
    assert back.path == f"{help_.home}confirmed/"
    page = help_.visitor.get(back.path, follow=True)
    assert "The application was received" in words(page)
    assert Application.objects.get(pk=help_.case).status == "submitted"


def test_both_people_are_recorded_and_both_sides_read_it(help_: Help):
    help_.begin_help()
    help_.file().complete()
    help_.visitor.get(urlsplit(help_.confirm_here()["Location"]).path, follow=True)

    entries = AuditEntry.objects.filter(root=help_.case, kind="application")
    assert {(one.act, one.assisted_by, one.place) for one in entries} == {
        ("start", help_.clerk_person.account, CENTRE),
        ("submit", help_.clerk_person.account, CENTRE),
    }
    account = help_.application.filing_account
    assert account != help_.clerk_person.account
    assert "with a clerk's help at" in words(help_.visitor.get(help_.home))
    said = events_of(list_course(help_.case))
    assert any("helped by a clerk at" in str(one.who) for one in said)


def test_the_register_of_looks_names_the_counter(help_: Help):
    help_.begin_help()
    help_.file().complete()
    help_.visitor.get(f"{help_.home}check/")
    token = help_.visitor.cookies["wp_applicant"].value
    rows = help_.stage.world.ask("public", "access_log", token=token, case=help_.case)["rows"]

    looks = read_looks(rows, None)

    assert looks["own"] == []
    assert {one.who for one in looks["others"]} >= {"You, helped by a clerk"}
    assert any("counter 3" in one.place for one in looks["others"])


def test_a_line_on_each_page_says_who_helps_and_until_when(help_: Help):
    help_.begin_help()

    page = tree(help_.visitor.get("/finder/"))

    line = " ".join(page.xpath("//*[contains(@class, 'help-line')]")[0].text_content().split())
    assert "A clerk is helping you" in line
    assert "counter 3" in line
    assert str(help_.clerk_person.account) not in line


def test_every_other_page_of_the_site_refuses(help_: Help):
    help_.begin_help()
    help_.file().complete()
    names = {pattern.name for pattern in urls.urlpatterns}
    assert names >= OPEN_WITH_HELP
    values = defaultdict(uuid4, {**VALUES, "application_id": help_.case})

    let_in = set()
    for pattern, door in zip(urls.urlpatterns, doors("applicant", values), strict=True):
        if pattern.name in {"session", "sign-out", "assisted-finish"}:
            continue
        if help_.visitor.get(door.path).status_code != 403:
            let_in.add(pattern.name)

    assert let_in <= OPEN_WITH_HELP


@pytest.mark.parametrize("page", ["account/", "permits/", "complaints/", "baskets/", "visits/"])
def test_a_page_that_is_not_for_a_counter_says_so(help_: Help, page: str):
    help_.begin_help()

    answer = help_.visitor.get(f"/{page}")

    assert answer.status_code == 403
    assert "with a clerk's help" in words(answer)


def test_with_help_nobody_files_for_others_or_a_notice(help_: Help):
    help_.begin_help()

    assert help_.visitor.get("/services/s13_hire/start/").status_code == 403
    assert help_.visitor.post("/services/s13_hire/start/", {"ticket": "x"}).status_code == 403
    assert not tree(help_.visitor.get("/services/s59_new/start/")).xpath("//input[@name='filer']")


def test_answers_about_another_person_are_not_confirmed(help_: Help):
    help_.begin_help(passport_number="AA0000017")
    help_.file().complete()

    answer = help_.visitor.post(f"{help_.home}confirm/")

    assert answer.status_code == 409
    assert help_.stage.asked("confirm_at_counter") == []


def test_without_all_ticks_nothing_is_signed(help_: Help):
    help_.begin_help()
    help_.file().complete()

    answer = help_.confirm_here(face="yes")

    assert answer.status_code == 400
    assert help_.stage.asked("confirm_at_counter") == []


def test_finishing_closes_the_pages_for_good(help_: Help):
    help_.begin_help()
    help_.file().answer("worker")
    token = help_.visitor.cookies["wp_applicant"].value

    assert help_.visitor.post("/assisted/finish/")["Location"].endswith("/assisted/done/")

    assert help_.visitor.get(help_.home).status_code == 302  # to sign in
    help_.visitor.cookies["wp_applicant"] = token
    assert help_.visitor.get(f"{help_.home}check/").status_code == 401
    assert "closed" in words(help_.clerk.get("/assisted/done/"))


def test_a_page_that_stands_open_too_long_shows_nothing_and_keeps_nothing(help_: Help):
    help_.begin_help()
    help_.file()
    over = token(method="counter", left=-1, account=str(uuid4()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "session_key", KEY.public_key)
        help_.visitor.cookies["wp_applicant"] = over
        answer = help_.visitor.post(f"{help_.home}sections/worker/", {"passport_number": "L898902C3"})

    assert answer.status_code == 401
    assert "The help at the counter is over" in words(answer)
    assert "L898902C3" not in answer.content.decode()
    assert set(answer.cookies) <= {"wp_applicant", "csrftoken"}


def test_accounts_that_may_be_the_persons_get_a_letter(help_: Help):
    portal = Portal(help_.stage).begin().complete().join()
    # The checks learn whose paper it is.
    help_.stage.world.ask("check", "same_worker", case=portal.case, record=list_sections(portal.case)["worker"].record)
    help_.begin_help()

    (asked,) = queued("tell_of_help")
    tell_of_help(str(asked))

    assert portal.worker_person is not None
    assert [one.account for one in Letter.objects.filter(template="helped_at_counter")] == [
        portal.worker_person.account
    ]


def test_a_counter_that_does_not_help_opens_nothing(stage: Stage):
    clerk = stage.browser(stage.clerk(), "centre")

    answer = clerk.get(f"/assisted/?pre={'x' * 43}")

    assert answer.status_code == 409
    assert "Open a counter first" in words(answer)


def test_what_was_typed_wrongly_is_said_at_its_box(help_: Help):
    answer = help_.begin_help(nationality="", birth_date_day="99")

    assert answer.status_code == 400
    assert set(tree(answer).xpath("//*[@class='summary']//a/@href")) == {"#birth_date", "#nationality"}
    assert help_.stage.asked("begin_assisted") == []


def test_a_printed_invitation_is_joined_and_confirmed_with_help(help_: Help):
    portal = Portal(help_.stage).begin().complete()
    code = portal.invite()
    help_.begin_help()
    joined = help_.visitor.post("/join/", {"code": code, **CLAIM, "account": "this"})
    assert help_.visitor.get(joined["Location"])["Location"] == f"{portal.home}filing/"
    help_.home = portal.home

    help_.visitor.get(urlsplit(help_.confirm_here()["Location"]).path)

    assert Application.objects.get(pk=portal.case).confirmed_at


def test_the_paper_leads_on_at_a_counter_and_from_a_phone(help_: Help):
    help_.begin_help()
    help_.file().complete()
    page = tree(help_.visitor.post(f"{help_.home}paper/"))
    code = page.xpath("//*[@data-paper-code]")[0].text
    help_.visitor.post("/assisted/finish/")

    answer = help_.begin_help(paper=code)
    assert answer.status_code == 302
    assert help_.visitor.get(help_.home).status_code == 200

    phone = browser("applicant")
    wrong = phone.post("/paper/", {**PAPER, "code": code, "birth_date_day": "13"})
    assert wrong.status_code == 422
    ticket = parse_qs(urlsplit(phone.post("/paper/", {**PAPER, "code": code})["Location"]).query)["ticket"][0]
    person = help_.stage.world.make_passkey(ticket, phone.cookies["wp_pre_applicant"].value)
    own = help_.stage.browser(person, "applicant")
    assert own.get(help_.home).status_code == 200
    assert help_.begin_help(paper=code).status_code == 400


def test_only_with_help_there_is_a_paper(help_: Help):
    portal = Portal(help_.stage).begin()

    assert portal.employer.post(f"{portal.home}paper/").status_code == 404


def test_the_clerk_closes_the_pages_of_a_visitor_who_has_gone(help_: Help):
    help_.begin_help()
    help_.file().answer("worker")

    assert help_.clerk.post("/assisted/done/")["Location"] == "/assisted/done/"

    assert help_.visitor.get(f"{help_.home}check/").status_code == 401


def test_who_stops_before_the_device_signs_is_back_at_the_reading(help_: Help):
    help_.begin_help()
    help_.file().complete()
    page = html.fromstring(help_.confirm_here(face="yes").content)

    stop = page.xpath("//a[@class='button quiet']/@href")[0]

    assert help_.visitor.get(urlsplit(stop).path)["Location"] == f"{help_.home}check/"


def test_with_help_the_course_leads_to_no_page_that_refuses(help_: Help):
    help_.begin_help()
    help_.file().complete()
    help_.visitor.get(urlsplit(help_.confirm_here()["Location"]).path, follow=True)

    links = tree(help_.visitor.get(help_.home)).xpath("//main//a/@href")

    own = [link for link in links if link.startswith(help_.home) and not link.endswith(".pdf")]
    assert own
    assert [link for link in own if help_.visitor.get(link).status_code == 403] == []
