"""Reopening: once, with a reason, and the office's days begin anew."""

from datetime import timedelta

import pytest

from tests import make
from tests.complaints.make import REPLY, answered, reopened, taken
from workpermit.casework.lifecycle import WrongStatus
from workpermit.complaints.models import Complaint
from workpermit.complaints.queries import days_left, list_waiting
from workpermit.complaints.rules import ComplaintSaysNothing, NotTheComplainant
from workpermit.complaints.services import answer_complaint, reopen_complaint
from workpermit.core.actors import Actor
from workpermit.core.calendar import bangkok_date

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(days=7)


def reopen(complaint: Complaint, words: str = "Nothing changed.", by: Actor = make.APPLICANT) -> None:
    reopen_complaint(complaint=complaint, words=words, by=by, at=LATER)


def test_it_waits_again_with_new_days_and_the_reason() -> None:
    complaint = answered()

    reopen(complaint)

    assert complaint.status == "reopened"
    assert complaint.objection is not None
    assert days_left(complaint, bangkok_date(LATER)) == 15
    assert list_waiting(seen_by=make.REGISTRAR) == [complaint]


def test_it_is_reopened_once() -> None:
    complaint = reopened()
    answer_complaint(complaint=complaint, words=REPLY, by=make.REGISTRAR, at=make.NOON)

    with pytest.raises(WrongStatus):
        reopen(complaint)


def test_it_is_answered_before_it_is_reopened() -> None:
    with pytest.raises(WrongStatus):
        reopen(taken())


def test_nobody_else_reopens_it() -> None:
    with pytest.raises(NotTheComplainant):
        reopen(answered(), by=make.STRANGER)


def test_it_says_what_is_still_open() -> None:
    with pytest.raises(ComplaintSaysNothing):
        reopen(answered(), "")


def test_what_is_late_is_counted() -> None:
    complaint = taken()

    assert days_left(complaint, complaint.due_on + timedelta(days=3)) == -3
