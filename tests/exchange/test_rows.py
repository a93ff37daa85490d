"""The public zone can neither write nor see what the government asked by itself."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from tests import make
from workpermit.core.ids import uuid7
from workpermit.zones.logins import PUBLIC

pytestmark = pytest.mark.django_db
INSERT = (
    'INSERT INTO exchange_registryanswer (id, "case", asked_by, outcome, standing, differs, disputed, asked_at) '
    "VALUES (%s, %s, %s, 'unavailable', '', '[]', false, now())"
)


def insert_as_public(asked_by: str) -> int:
    """How many rows the filer's own requests then see."""
    application = make.application()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('wp.account', %s, true)", [str(application.filing_account)])
        cursor.execute(f"SET LOCAL ROLE {PUBLIC}")
        cursor.execute(INSERT, [uuid7(), application.pk, asked_by])
        cursor.execute("SELECT count(*) FROM exchange_registryanswer")
        (seen,) = cursor.fetchone() or (0,)
        cursor.execute("RESET ROLE")
    return int(seen)


def test_the_public_zone_keeps_what_its_form_was_told():
    assert insert_as_public("form") == 1


def test_the_public_zone_cannot_speak_for_the_checks():
    with pytest.raises(ProgrammingError, match="row-level security"):
        insert_as_public("check")
