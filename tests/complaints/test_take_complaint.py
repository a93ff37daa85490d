"""Taking: an officer of the office looks into it."""

import pytest

from tests import make
from tests.complaints.make import filed, taken
from workpermit.casework.lifecycle import CaseHasMoved, WrongRole
from workpermit.complaints.models import Complaint
from workpermit.complaints.queries import count_waiting, list_done, list_waiting
from workpermit.complaints.rules import OtherOffice
from workpermit.complaints.services import take_complaint
from workpermit.core.actors import Actor, Role
from workpermit.core.ids import uuid7

pytestmark = pytest.mark.django_db


def test_it_is_with_the_office_and_still_waits() -> None:
    complaint = taken()

    assert complaint.status == "with_office"
    assert list_waiting(seen_by=make.REGISTRAR) == [complaint]
    assert (count_waiting(seen_by=make.REGISTRAR), list_done(seen_by=make.REGISTRAR)) == (1, [])


def test_another_office_does_not_take_it() -> None:
    with pytest.raises(OtherOffice):
        take_complaint(complaint=filed(), by=Actor(uuid7(), Role.REGISTRAR, "O-50"), at=make.NOON)


def test_whoever_filed_it_does_not_take_it() -> None:
    complaint = filed()

    with pytest.raises(WrongRole):
        take_complaint(complaint=complaint, by=Actor(make.APPLICANT.id, Role.APPLICANT, "O-10"), at=make.NOON)


def test_of_two_officers_one_takes_it() -> None:
    complaint = filed()
    stale_copy = Complaint.objects.get(pk=complaint.pk)
    take_complaint(complaint=complaint, by=make.REGISTRAR, at=make.NOON)

    with pytest.raises(CaseHasMoved):
        take_complaint(complaint=stale_copy, by=make.ASSISTANT_REGISTRAR, at=make.NOON)
