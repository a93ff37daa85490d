"""Explaining: the centre that a complaint is about says once, sealed for the office, how it was."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from tests import make
from tests.complaints.make import answered, filed, reopened, taken
from workpermit.casework.lifecycle import WrongRole, WrongStatus
from workpermit.complaints.models import Complaint
from workpermit.complaints.queries import (
    BookCount,
    count_books,
    get_about_centre,
    list_about_centre,
    records_of,
)
from workpermit.complaints.rules import AboutAnotherCentre, AlreadyExplained, ComplaintSaysNothing
from workpermit.complaints.services import explain_complaint
from workpermit.core.actors import Actor, Role
from workpermit.core.ids import uuid7
from workpermit.sealing.models import SealedRecord
from workpermit.zones.logins import OPERATOR

pytestmark = pytest.mark.django_db

WORDS = "Two counters were out of order until noon; both are repaired."


def explain(complaint: Complaint, words: str = WORDS, by: Actor = make.CENTRE_MANAGER) -> None:
    explain_complaint(complaint=complaint, words=words, by=by, at=make.NOON)


def read_as_operator(column: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {OPERATOR}")
        cursor.execute(f"SELECT {column} FROM complaints_complaint")


@pytest.mark.parametrize("make_one", [filed, taken, reopened])
def test_a_statement_is_sealed_for_the_office_and_changes_nothing_else(make_one: Callable[[], Complaint]) -> None:
    complaint = make_one()
    before = complaint.status

    explain(complaint)

    kept = Complaint.objects.get(pk=complaint.pk)
    assert (kept.status, kept.explained_at) == (before, make.NOON)
    assert kept.explanation in records_of(kept)
    assert SealedRecord.objects.get(pk=kept.explanation).kind == "explanation"


def test_it_is_made_once_even_by_two_managers_at_once() -> None:
    complaint = filed()
    stale_copy = Complaint.objects.get(pk=complaint.pk)
    explain(complaint)

    with pytest.raises(AlreadyExplained):
        explain(stale_copy)


def test_another_centre_does_not_explain_it() -> None:
    with pytest.raises(AboutAnotherCentre):
        explain(filed(), by=Actor(uuid7(), Role.CENTRE_MANAGER, "BKK-SC-M-002"))


def test_what_is_about_an_office_is_not_the_centres() -> None:
    with pytest.raises(AboutAnotherCentre):
        explain(filed(topic="office_conduct", about="O-10"), by=Actor(uuid7(), Role.CENTRE_MANAGER, "O-10"))


def test_a_clerk_of_the_centre_does_not_explain_it() -> None:
    with pytest.raises(WrongRole):
        explain(filed(), by=make.OPERATOR_CLERK)


def test_an_answered_complaint_is_explained_no_more() -> None:
    with pytest.raises(WrongStatus):
        explain(answered())


def test_a_statement_says_something() -> None:
    with pytest.raises(ComplaintSaysNothing):
        explain(filed(), "  ")


def test_the_table_keeps_a_statement_to_complaints_about_a_centre() -> None:
    complaint = filed(topic="office_conduct", about="O-10")

    with pytest.raises(IntegrityError, match="explained_by_it"), transaction.atomic():
        Complaint.objects.filter(pk=complaint.pk).update(explanation=uuid7(), explained_at=make.NOON)


def test_the_book_of_a_centre_has_what_waits_first_and_nothing_of_others() -> None:
    done, waits = answered(), filed(topic="centre_money")
    filed(topic="office_conduct", about="O-10")
    filed(about="BKK-SC-M-002")

    assert [one.pk for one in list_about_centre(make.CENTRE)] == [waits.pk, done.pk]
    with pytest.raises(Complaint.DoesNotExist):
        get_about_centre("BKK-SC-M-002", waits.pk)


def test_books_are_counted_by_centre() -> None:
    answered()
    explain(filed())
    filed(topic="office_conduct", about="O-10")

    assert count_books(make.NOON) == {make.CENTRE: BookCount(month=2, waiting=1, late=0, explained=1)}
    assert count_books(make.NOON + timedelta(days=16))[make.CENTRE].late == 1
    assert count_books(make.NOON + timedelta(days=60))[make.CENTRE] == BookCount(0, 1, 1, 1)


def test_the_operators_login_keeps_the_book_and_reads_neither_who_nor_what() -> None:
    ours, _other = filed(), filed(topic="office_conduct", about="O-10")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {OPERATOR}")
        cursor.execute("SELECT id FROM complaints_complaint")
        assert cursor.fetchall() == [(ours.pk,)]
        (shown,) = list_about_centre(make.CENTRE)
        explain(get_about_centre(make.CENTRE, shown.pk))
        assert count_books(make.NOON)[make.CENTRE].explained == 1
        cursor.execute("RESET ROLE")
    for column in ("account", "words", "reply", "objection", "last_reply"):
        with pytest.raises(ProgrammingError, match="permission denied"):
            read_as_operator(column)
