"""A notice is its filer's alone, whoever else might reach its row."""

import pytest

from tests import make
from tests.work_notices.make import complete_notice, draft_notice
from workpermit.applications.rules import NotTheFiler
from workpermit.work_notices import services

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def test_a_stranger_files_nothing() -> None:
    with pytest.raises(NotTheFiler):
        services.file_notice(notice=complete_notice(), by=make.STRANGER, at=make.NOON)


def test_a_stranger_discards_nothing() -> None:
    with pytest.raises(NotTheFiler):
        services.discard_notice(notice=draft_notice(), by=make.STRANGER, at=make.NOON)


def test_a_stranger_answers_nothing() -> None:
    with pytest.raises(NotTheFiler):
        services.save_notice_answers(
            notice=draft_notice(), section="employer", posted={}, seen_version=0, by=make.STRANGER, at=make.NOON
        )
