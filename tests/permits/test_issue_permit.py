"""Keeping what the vault has signed: one permit for one decision, its credential sealed."""

import base64

import pytest
from django.db import IntegrityError, connection, transaction

from tests import make
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.casework.lifecycle import CaseHasMoved, WrongStatus
from workpermit.letters.queries import list_letters
from workpermit.permits.models import Permit
from workpermit.permits.queries import find_permit, find_statement
from workpermit.sealing.models import SealedRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]

CANARY = b"CANARY-CREDENTIAL-OF-EXAMPLE-ELECTRONICS"


def whole_database() -> str:
    """Every row of every table as text."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name != "spatial_ref_sys"]
        rows = []
        for table in tables:
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows += [row for (row,) in cursor.fetchall()]
    return "\n".join(rows)


def test_an_issued_permit_is_found_and_the_people_are_told() -> None:
    application = make.application(status=Status.IDENTITY_CONFIRMED)

    permit = make.issue(application)

    letters = [letter for letter in list_letters(application.pk) if letter.template == "permit_issued"]
    assert application.status == Status.ISSUED
    assert find_permit(application.pk) == permit
    assert find_statement(permit.number) == "header.valid.signature"
    assert {letter.account for letter in letters} == {make.APPLICANT.id, make.WORKER.id}
    assert letters[0].facts["permit"] == permit.number


def test_the_credential_is_kept_sealed_and_nowhere_else() -> None:
    permit = make.issue(make.application(status=Status.IDENTITY_CONFIRMED), credential=CANARY)

    everything = whole_database()
    assert SealedRecord.objects.get(pk=permit.credential).kind == "credential"
    for written in (CANARY.decode(), CANARY.hex(), base64.b64encode(CANARY).decode()[:-4]):
        assert written not in everything


def test_a_permit_is_issued_once() -> None:
    application = make.application(status=Status.IDENTITY_CONFIRMED)
    stale_copy = Application.objects.get(pk=application.pk)
    make.issue(application)

    with pytest.raises(CaseHasMoved):
        make.issue(stale_copy)
    with pytest.raises(WrongStatus):
        make.issue(Application.objects.get(pk=application.pk))

    assert Permit.objects.count() == 1


def test_the_database_holds_one_permit_of_a_decision() -> None:
    permit = make.issue(make.application(status=Status.IDENTITY_CONFIRMED))
    permit.pk, permit.number = permit.application, "1000000000000"

    with pytest.raises(IntegrityError, match="decision"), transaction.atomic():
        Permit.objects.bulk_create([permit])


@pytest.mark.parametrize("status", [Status.GRANTED, Status.AWAITING_VISIT])
def test_nothing_is_issued_before_the_identity_is_confirmed(status: Status) -> None:
    with pytest.raises(WrongStatus):
        make.issue(make.application(status=status))

    assert Permit.objects.count() == 0
