"""A section of the form: saved as typed, shown again, never lost."""

from tests import make
from tests.sites.applicant.portal import Portal, tree, words
from workpermit.answers.models import Section
from workpermit.sealing.models import SealedRecord


def test_a_complete_section_is_saved_and_leads_to_the_next(portal: Portal):
    answer = portal.begin().answer("employer")

    assert answer["Location"] == f"{portal.home}sections/worker/"
    assert Section.objects.get(case=portal.case).complete


def test_saved_answers_come_back_from_the_vault(portal: Portal):
    portal.begin().answer("employer")

    page = tree(portal.employer.get(f"{portal.home}sections/employer/"))

    assert page.xpath("//input[@name='name_en']/@value") == ["Example Electronics Co., Ltd."]
    assert page.xpath("//input[@name='version']/@value") == ["1"]


def test_a_wrong_answer_is_kept_and_named_with_a_link_to_it(portal: Portal):
    answer = portal.begin().answer("employer", employer_number="0105530000124")

    page = tree(answer)
    assert answer.status_code == 422
    assert page.xpath("//*[@class='summary']//a/@href") == ["#employer_number"]
    assert page.xpath("//input[@name='employer_number']/@value") == ["0105530000124"]
    assert Section.objects.get(case=portal.case).problems == 1


def test_a_wrong_answer_still_stands_there_when_one_comes_back(portal: Portal):
    portal.begin().answer("worker", birth_date="31/2/1990")

    page = tree(portal.employer.get(f"{portal.home}sections/worker/"))

    parts = [page.xpath(f"//input[@name='birth_date_{part}']/@value")[0] for part in ("day", "month", "year")]
    assert parts == ["31", "2", "1990"]
    assert page.xpath("//*[@class='summary']//a/@href") == ["#birth_date"]


def test_a_buddhist_year_is_refused_by_its_name(portal: Portal):
    answer = portal.begin().answer("worker", birth_date="12/8/2533")

    assert "2533 is a year of the Buddhist Era; give the year as 1990" in words(answer)


def test_coming_back_later_saves_without_complaint(portal: Portal):
    answer = portal.begin().employer.post(
        f"{portal.home}sections/job/", {"title": "Cook", "version": "0", "act": "later"}
    )

    assert answer["Location"] == portal.home
    assert "answers to correct" in words(portal.employer.get(portal.home))


def test_a_section_saved_in_two_browsers_loses_nothing(portal: Portal):
    portal.begin().answer("workplace", name="First")

    answer = portal.answer("workplace", name="Second", version=0)

    page = tree(answer)
    assert answer.status_code == 409
    assert page.xpath("//input[@name='name']/@value") == ["Second"]
    assert page.xpath("//input[@name='version']/@value") == ["1"]
    assert portal.answer("workplace", name="Second", version=1).status_code == 302


def test_saving_by_itself_answers_the_new_version(portal: Portal):
    posted = make.ANSWERS["workplace"] | {"version": 0, "act": "autosave"}

    said = portal.begin().employer.post(f"{portal.home}sections/workplace/", posted).json()

    assert said["version"] == 1


def test_nothing_that_was_typed_lies_readable_in_the_database(portal: Portal):
    portal.begin().answer("worker")

    for record in SealedRecord.objects.all():
        assert b"ERIKSSON" not in bytes(record.body) + bytes(record.header)


def test_answers_of_a_submitted_application_are_not_changed(portal: Portal):
    portal.submitted()

    assert portal.answer("job", title="Another", version=1).status_code == 409


def test_a_form_sent_after_the_session_ended_is_not_lost(portal: Portal):
    portal.begin()
    del portal.employer.cookies["wp_applicant"]

    answer = portal.answer("workplace", name="Typed too late")

    assert "Typed too late" in answer.content.decode()
    assert not Section.objects.exists()
