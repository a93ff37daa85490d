"""A letter is a row of the act that causes it, with a job for the courier and nothing personal."""

import pytest
from django.db import transaction

from tests import make
from tests.jobs import queued
from workpermit.casework.lifecycle import CaseHasMoved, WrongStatus
from workpermit.core.ids import uuid7
from workpermit.letters import services
from workpermit.letters.lifecycle import Status
from workpermit.letters.models import Letter
from workpermit.letters.queries import get_letter, list_letters
from workpermit.sealing.models import SealedRecord

pytestmark = pytest.mark.django_db

ABOUT, SUBJECT = uuid7(), uuid7()


def queue(words: str = "") -> Letter:
    return services.queue_letter(
        "application_returned",
        about=ABOUT,
        subject=SUBJECT,
        account=make.APPLICANT.id,
        by=make.ASSISTANT_REGISTRAR,
        at=make.NOON,
        facts={"service": "s59_new"},
        sealed={"words": words} if words else None,
    )


def test_a_queued_letter_leaves_a_job_for_the_courier() -> None:
    letter = queue()

    assert letter.status == Status.QUEUED
    assert list_letters(ABOUT) == [letter]
    assert queued("send_letter") == [letter.pk]


def test_personal_words_are_sealed() -> None:
    letter = queue(words="The passport of Anna Eriksson is not readable.")

    row = repr(Letter.objects.filter(pk=letter.pk).values().get())
    assert "Eriksson" not in row
    assert letter.record is not None
    assert SealedRecord.objects.get(pk=letter.record).kind == "letter"


def test_an_act_that_fails_sends_no_letter() -> None:
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)

    assert list_letters(ABOUT) == []
    assert queued("send_letter") == []


def test_a_letter_is_sent_once() -> None:
    letter = queue()
    stale_copy = get_letter(letter.pk)
    services.mark_sent(letter, at=make.NOON)

    with pytest.raises(CaseHasMoved):
        services.mark_sent(stale_copy, at=make.NOON)
    with pytest.raises(WrongStatus):
        services.mark_failed(letter, failure="address_refused", at=make.NOON)

    assert get_letter(letter.pk).status == Status.SENT
