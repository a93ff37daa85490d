"""Notices of section 13: the clock, filing once, the acknowledgement."""

from datetime import timedelta

from tests.sites.applicant.portal import Portal, tree, words
from workpermit.core.calendar import bangkok_date
from workpermit.work_notices import services
from workpermit.work_notices.models import WorkNotice

ANSWERS = {
    "employer": {"employer_number": "0105530000125", "name_th": "บริษัท ตัวอย่าง จำกัด", "phone": "0812345678",
                 "email": "hr@example.com"},
    "worker": {"given_names": "ANNA", "family_name": "ERIKSSON", "nationality": "MMR", "passport_number": "L898902C3"},
    "job": {"occupation": "2152", "title": "Engineer", "workplace": "99 ถนนพระราม 4", "province": "10"},
}  # fmt: skip


def fill(portal: Portal, days_ago: int) -> WorkNotice:
    portal.begin("s13_hire")
    hired_on = bangkok_date(portal.stage.at) - timedelta(days=days_ago)
    for section, answers in ANSWERS.items():
        dated = {"hired_on": hired_on.isoformat()} if section == "job" else {}
        answer = portal.employer.post(f"{portal.home}sections/{section}/", answers | dated | {"version": 0})
        assert answer.status_code == 302
    return WorkNotice.objects.get()


def test_the_clock_says_how_many_days_are_left(portal: Portal):
    notice = fill(portal, days_ago=3)

    left = (notice.due_on - bangkok_date(portal.stage.at)).days
    assert f"{left} days left" in words(portal.employer.get(portal.home))


def test_a_late_notice_is_taken_and_the_penalty_named(portal: Portal):
    fill(portal, days_ago=60)
    page = words(portal.employer.get(f"{portal.home}check/"))
    assert "days late" in page
    assert "20,000 baht" in page

    assert portal.employer.post(f"{portal.home}check/")["Location"] == portal.home
    assert "days late" in words(portal.employer.get(portal.home))


def test_a_notice_that_is_sent_twice_is_filed_once(portal: Portal):
    fill(portal, days_ago=1)

    portal.employer.post(f"{portal.home}check/")
    number = WorkNotice.objects.get().number
    portal.employer.post(f"{portal.home}check/")

    assert WorkNotice.objects.get().number == number


def test_an_incomplete_notice_is_not_filed(portal: Portal):
    portal.begin("s13_hire")

    assert portal.employer.post(f"{portal.home}check/").status_code == 409


def test_the_acknowledgement_is_shown_and_saved(portal: Portal):
    notice = fill(portal, days_ago=1)
    portal.employer.post(f"{portal.home}check/")
    assert "The acknowledgement is being prepared" in words(portal.employer.get(portal.home))
    assert portal.employer.get(f"{portal.home}acknowledgement.pdf").status_code == 503
    notice.refresh_from_db()
    services.acknowledge_notice(notice=notice, receipt="a.b.c", at=portal.stage.at)

    assert "The notice is acknowledged" in words(portal.employer.get(portal.home))
    assert portal.employer.get(f"{portal.home}acknowledgement.pdf").content.startswith(b"%PDF-")


def test_a_filed_notice_is_not_changed(portal: Portal):
    fill(portal, days_ago=1)
    portal.employer.post(f"{portal.home}check/")

    answer = portal.employer.post(f"{portal.home}sections/worker/", ANSWERS["worker"] | {"version": 1})

    assert answer.status_code == 409


def test_a_draft_can_be_dropped(portal: Portal):
    portal.begin("s13_exit").employer.post(f"{portal.home}discard/")

    assert WorkNotice.objects.get().status == "discarded"
    assert "There is nothing here yet" in words(portal.employer.get("/filings/"))


def filed(portal: Portal) -> str:
    """A notice that is filed; its address."""
    fill(portal, days_ago=1)
    portal.employer.post(f"{portal.home}check/")
    return portal.home


def ticket_on(portal: Portal, home: str) -> dict[str, str]:
    return {"ticket": tree(portal.employer.get(home)).xpath("//input[@name='ticket']/@value")[0]}


def test_the_same_notice_again_asks_for_the_day_alone(portal: Portal):
    home = filed(portal)

    answer = portal.employer.post(f"{home}again/", ticket_on(portal, home))

    begun = WorkNotice.objects.get(status="draft")
    assert answer["Location"] == f"/notices/{begun.pk}/sections/job/?asked=1"
    page = tree(portal.employer.get(answer["Location"]))
    assert page.xpath("//input[@name='title']/@value") == ["Engineer"]
    assert page.xpath("//input[@name='hired_on_day']/@value") == [""]
    assert not page.xpath("//*[contains(@class, 'wrong-text')]")
    assert "2 of 3 tasks done" in words(portal.employer.get(f"/notices/{begun.pk}/"))


def test_a_repetition_that_is_sent_twice_begins_one_notice(portal: Portal):
    home = filed(portal)
    ticket = ticket_on(portal, home)

    first, second = (portal.employer.post(f"{home}again/", ticket) for _ in range(2))

    assert first["Location"] == second["Location"]
    assert WorkNotice.objects.filter(status="draft").count() == 1


def test_nobody_else_repeats_a_notice(portal: Portal):
    home = filed(portal)
    ticket = ticket_on(portal, home)
    stranger = portal.stage.browser(portal.stage.world.applicant(), "applicant")

    assert stranger.post(f"{home}again/", ticket).status_code == 404
    assert not WorkNotice.objects.filter(status="draft").exists()


def test_a_draft_is_not_repeated(portal: Portal):
    notice = fill(portal, days_ago=1)

    assert not tree(portal.employer.get(portal.home)).xpath("//input[@name='ticket']")
    assert portal.employer.post(f"{portal.home}again/", {"ticket": "any"}).status_code == 404
    assert WorkNotice.objects.get() == notice
