"""A case page reads what it shows once: an officer opens hundreds a day."""

import re

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.sites.staff import Stage
from workpermit.core.actors import Role


def test_a_case_page_reads_what_it_shows_once(stage: Stage):
    application = stage.recommended()
    registrar = stage.browser(stage.officer(Role.REGISTRAR), "registrar")
    address = f"/applications/{application.pk}/"
    registrar.get(address)  # the catalogue's version is kept in memory from now on

    with CaptureQueriesContext(connection) as seen:
        answer = registrar.get(address)

    read = [table for one in seen for table in set(re.findall(r'(?:FROM|JOIN) "?([a-z]+_[a-z]+)', one["sql"]))]
    assert answer.status_code == 200
    assert len(read) == len(set(read)) + 1, read  # the application itself, and those that wait after it
    assert read.count("applications_application") == 2
