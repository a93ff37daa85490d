"""Notices at the desk: numbers on the list, one look to open one, and nothing to decide."""

import pytest
from django.test import Client

from tests.make import NOON
from tests.sites.applicant.portal import words
from tests.sites.staff import Stage
from tests.work_notices import make
from workpermit.core.actors import Actor, Role
from workpermit.core.ids import new_application_number, show_number, uuid7
from workpermit.work_notices import services, tasks
from workpermit.work_notices.models import WorkNotice


@pytest.fixture
def notice(stage: Stage) -> WorkNotice:
    """Filed by its own account and acknowledged by the worker `document`, with the vault that judges."""
    owner, case, subject = stage.world.applicant(), uuid7(), uuid7()
    by = Actor(owner.account, Role.APPLICANT)
    stage.world.ask("public", "register_case", token=owner.token, case=case, subject=subject)
    draft = services.start_notice(service=make.service("s13_hire"), subject=subject, by=by, at=stage.at, notice=case)
    for section, answers in make.ANSWERS.items():
        services.save_notice_answers(notice=draft, section=section, posted=answers, seen_version=0, by=by, at=stage.at)
    services.file_notice(notice=WorkNotice.objects.get(pk=case), by=by, at=stage.at)
    tasks.acknowledge_notice(str(case))
    stage.filers[case] = owner
    return WorkNotice.objects.get(pk=case)


@pytest.fixture
def officer(stage: Stage) -> Client:
    return stage.browser(stage.officer(Role.ASSISTANT_REGISTRAR), "registrar")


def test_the_office_of_the_workplace_lists_numbers_and_opens_one_to_be_read(
    stage: Stage, notice: WorkNotice, officer: Client
) -> None:
    listed = words(officer.get("/notices/"))
    assert show_number(str(notice.number)) in listed
    assert "Notice of hiring" in listed
    assert "ERIKSSON" not in listed
    assert not [args for args in stage.asked("open") if args["purpose"] == "review"]

    page = officer.get(f"/notices/{notice.pk}/")

    assert "ERIKSSON" in words(page)
    assert "in time" in words(page)
    assert b'<form method="post" action="/notices' not in page.content
    (look,) = [args for args in stage.asked("open") if args["purpose"] == "review"]
    assert len(look["records"]) == 3


def test_whoever_filed_it_sees_who_read_it(stage: Stage, notice: WorkNotice, officer: Client) -> None:
    officer.get(f"/notices/{notice.pk}/")

    page = words(stage.browser(stage.filers[notice.pk], "applicant").get(f"/notices/{notice.pk}/looks/"))

    assert "Assistant registrar" in page
    assert "reading the notice" in page


def test_another_office_neither_lists_nor_opens_it(stage: Stage, notice: WorkNotice) -> None:
    other = stage.browser(stage.officer(Role.REGISTRAR, office="O-20"), "registrar")

    assert "No notice has been filed for your office." in words(other.get("/notices/"))
    assert other.get(f"/notices/{notice.pk}/").status_code == 404
    assert other.get("/find/", {"number": str(notice.number)}).status_code == 404


def test_where_the_plain_column_lies_the_vault_refuses(stage: Stage, notice: WorkNotice) -> None:
    WorkNotice.objects.filter(pk=notice.pk).update(office="O-20")
    other = stage.browser(stage.officer(Role.REGISTRAR, office="O-20"), "registrar")

    page = other.get(f"/notices/{notice.pk}/")

    assert page.status_code == 403
    assert "ERIKSSON" not in words(page)


def test_a_number_that_is_typed_finds_the_notice(notice: WorkNotice, officer: Client) -> None:
    assert officer.get("/find/", {"number": str(notice.number)})["Location"] == f"/notices/{notice.pk}/"
    assert officer.get("/find/", {"number": new_application_number(2569)}).status_code == 404


def test_what_is_not_acknowledged_is_not_at_the_desk(stage: Stage, officer: Client) -> None:
    filed = make.filed_notice(at=NOON)

    assert officer.get(f"/notices/{filed.pk}/").status_code == 404


def test_the_list_goes_on_and_ends(notice: WorkNotice, officer: Client) -> None:
    assert "That was the last page." in words(officer.get("/notices/", {"before": "2020-01-01T00:00:00+00:00"}))
    assert show_number(str(notice.number)) in words(officer.get("/notices/", {"before": "nonsense"}))
