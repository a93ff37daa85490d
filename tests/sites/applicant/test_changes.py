"""What changed since the last submission: shown to filer, worker and officer, before the worker confirms again."""

import pytest

from tests import make
from tests.sites.applicant.portal import Portal, tree, words
from workpermit.answers.queries import list_sections
from workpermit.applications.models import Application
from workpermit.applications.services import complete_checks
from workpermit.core.actors import Actor, Role
from workpermit.decisions.services import return_application

TITLE = "Electronics technician"


@pytest.fixture
def returned(portal: Portal) -> Portal:
    portal.submitted().paid()
    complete_checks(application=portal.application, found=[], at=portal.stage.at)
    by = Actor(make.ASSISTANT_REGISTRAR.id, Role.ASSISTANT_REGISTRAR, portal.application.office)
    return_application(application=portal.application, reasons=["answer_unclear"], words="", by=by, at=portal.stage.at)
    return portal


def changes(answer: object) -> str:
    [section] = tree(answer).xpath("//section[@class='changes']")
    return " ".join(" ".join(section.itertext()).split())


def test_before_the_correction_nothing_has_changed(returned: Portal):
    assert "Nothing has changed." in changes(returned.employer.get(f"{returned.home}check/"))


def test_a_first_submission_is_compared_with_nothing(portal: Portal):
    portal.submitted()

    assert "What changed" not in words(portal.employer.get(portal.home))
    assert "What changed" not in words(portal.worker.get(f"{portal.home}filing/"))


def test_each_change_stands_with_what_was_there_before(returned: Portal):
    returned.answer("job", version=1, title=TITLE)
    returned.upload("licence")

    for client, page in ((returned.employer, "check/"), (returned.worker, "filing/")):
        said = changes(client.get(f"{returned.home}{page}"))
        assert f"{make.ANSWERS['job']['title']} {TITLE}" in said
        assert "File added:" in said
        assert make.ANSWERS["worker"]["passport_number"] not in said


def test_the_worker_confirms_again_and_the_officer_sees_the_difference(returned: Portal):
    returned.answer("job", version=1, title=TITLE)
    assert "confirm it again" not in words(returned.worker.get(returned.home))
    returned.confirm()
    returned.employer.post(f"{returned.home}check/")
    workplace = list_sections(returned.case)["workplace"].record  # the vault learns the province from the checks
    returned.stage.world.ask("check", "open_for", case=returned.case, records=[workplace])
    complete_checks(application=Application.objects.get(pk=returned.case), found=[], at=returned.stage.at)
    office = returned.application.office
    assistant = returned.stage.browser(returned.stage.officer(Role.ASSISTANT_REGISTRAR, office=office), "registrar")

    said = changes(assistant.get(f"/applications/{returned.case}/"))

    assert f"{make.ANSWERS['job']['title']} {TITLE}" in said
    assert "What changed" in words(returned.employer.get(returned.home))


def test_without_the_workers_new_confirmation_nothing_is_submitted_again(returned: Portal):
    returned.answer("job", version=1, title=TITLE)

    assert returned.employer.post(f"{returned.home}check/").status_code == 409


def test_the_filer_takes_an_application_back_changes_it_and_submits_it_again(portal: Portal):
    portal.submitted()
    assert "Amend the application" in words(portal.employer.get(portal.home))
    assert portal.worker.get(f"{portal.home}amend/").status_code == 404

    assert "Amend the application?" in words(portal.employer.get(f"{portal.home}amend/"))
    portal.employer.post(f"{portal.home}amend/")
    tasks = words(portal.employer.get(portal.home))
    assert "The application is being amended" in tasks
    assert "Pay now" in tasks
    portal.answer("job", version=1, title=TITLE)
    assert TITLE in changes(portal.employer.get(f"{portal.home}check/"))
    assert "The application is being amended" in words(portal.worker.get(portal.home))
    portal.confirm()
    portal.employer.post(f"{portal.home}check/")

    assert portal.application.status == "submitted"
    assert "Pay" in words(portal.employer.get(portal.home))
    portal.paid()
    assert "can no longer be amended" not in words(portal.employer.get(f"{portal.home}amend/"))
    complete_checks(application=portal.application, found=[], at=portal.stage.at)
    assert "can no longer be amended" in words(portal.employer.get(f"{portal.home}amend/"))
