"""Answering: sealed words, a letter, and the second answer is the last."""

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.complaints.make import REPLY, answered, filed, reopened, taken
from workpermit.casework.lifecycle import CaseHasMoved, WrongStatus
from workpermit.complaints.models import Complaint
from workpermit.complaints.queries import days_left, list_done, list_waiting
from workpermit.complaints.rules import ComplaintSaysNothing, OtherOffice
from workpermit.complaints.services import answer_complaint
from workpermit.core.actors import Actor, Role
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import uuid7
from workpermit.letters.models import Letter

pytestmark = pytest.mark.django_db


def answer(complaint: Complaint, words: str = REPLY, by: Actor = make.REGISTRAR) -> None:
    answer_complaint(complaint=complaint, words=words, by=by, at=make.NOON)


def test_an_answer_is_kept_sealed_and_told() -> None:
    complaint = answered()

    assert (complaint.status, complaint.reply is not None, complaint.last_reply) == ("answered", True, None)
    letter = Letter.objects.get(root=complaint.pk, template="complaint_answered")
    assert letter.record is not None
    assert REPLY not in str(letter.facts)
    assert list_waiting(seen_by=make.REGISTRAR) == []
    assert list_done(seen_by=make.REGISTRAR) == [complaint]
    assert days_left(complaint, bangkok_date(make.NOON)) is None


def test_the_answer_after_a_reopening_closes_it() -> None:
    complaint = reopened()

    answer(complaint, "The counter is open on Saturdays too.")

    assert complaint.status == "closed"
    assert complaint.last_reply not in (None, complaint.reply)
    assert Letter.objects.filter(root=complaint.pk, template="complaint_answered").count() == 2


def test_it_is_taken_before_it_is_answered() -> None:
    with pytest.raises(WrongStatus):
        answer(filed())


def test_another_office_does_not_answer() -> None:
    with pytest.raises(OtherOffice):
        answer(taken(), by=Actor(uuid7(), Role.REGISTRAR, "O-50"))


def test_an_answer_says_something() -> None:
    with pytest.raises(ComplaintSaysNothing):
        answer(taken(), "  ")


def test_of_two_answers_one_counts() -> None:
    complaint = taken()
    stale_copy = Complaint.objects.get(pk=complaint.pk)
    answer(complaint)

    with pytest.raises(CaseHasMoved):
        answer(stale_copy, "Another answer.")
    assert Letter.objects.filter(root=complaint.pk, template="complaint_answered").count() == 1


def test_the_database_holds_no_answered_complaint_without_its_answer() -> None:
    complaint = answered()

    with pytest.raises(IntegrityError, match="complaint_that_is_answered_has_its_answer"), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(reply=None)
    with pytest.raises(IntegrityError, match="complaint_is_reopened_once"), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(last_reply=uuid7())
