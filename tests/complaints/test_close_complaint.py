"""Closing: by whoever filed it, content or no longer interested."""

from collections.abc import Callable

import pytest

from tests import make
from tests.complaints.make import answered, filed, reopened, taken
from workpermit.casework.lifecycle import WrongStatus
from workpermit.complaints.models import Complaint
from workpermit.complaints.queries import acts_open
from workpermit.complaints.rules import NotTheComplainant
from workpermit.complaints.services import close_complaint

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("made", [filed, taken, answered])
def test_it_ends_where_it_stands(made: Callable[[], Complaint]) -> None:
    complaint = made()

    close_complaint(complaint=complaint, by=make.APPLICANT, at=make.NOON)

    assert complaint.status == "closed"
    assert acts_open(complaint, make.APPLICANT) == acts_open(complaint, make.REGISTRAR) == []


def test_what_was_reopened_is_closed_by_its_answer() -> None:
    with pytest.raises(WrongStatus):
        close_complaint(complaint=reopened(), by=make.APPLICANT, at=make.NOON)


def test_nobody_else_closes_it() -> None:
    with pytest.raises(NotTheComplainant):
        close_complaint(complaint=filed(), by=make.STRANGER, at=make.NOON)
