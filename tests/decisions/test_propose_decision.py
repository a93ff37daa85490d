"""A proposal is the bytes to be signed: one form, nothing personal, no effect."""

import json
import re
from datetime import date, timedelta

import msgspec
import pytest

from tests import make
from workpermit.answers.models import Section
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.catalogue.fees import TermNotAllowed
from workpermit.catalogue.queries import get_version
from workpermit.decisions.models import Outcome, Proposal
from workpermit.decisions.queries import find_decision, get_proposal
from workpermit.decisions.rules import NotAsFiled, ReasonMissing, UnknownReason
from workpermit.fees.queries import find_bill
from workpermit.sealing.decision import Decision as Signed
from workpermit.sealing.models import SealedRecord
from workpermit.sealing.refusal import Refused
from workpermit.sealing.services import write_record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def signed(proposal: Proposal) -> Signed:
    return Signed.from_bytes(bytes(get_proposal(proposal.pk).document))


def test_the_bytes_say_what_is_decided_by_whom_and_until_when_they_may_be_signed() -> None:
    application = make.application(status=Status.RECOMMENDED)

    proposal = make.propose(application)

    said = signed(proposal)
    assert said.decision_id == proposal.pk
    assert said.application_id == application.pk
    assert said.application_number == application.number
    assert (said.outcome, said.registrar, said.office) == ("granted", make.REGISTRAR.id, "O-10")
    assert (said.valid_from, said.valid_until) == (date(2026, 12, 15), date(2027, 12, 14))
    assert said.permit_fee == 300_000
    assert said.law_refs == ("59",)
    assert said.reason is None
    assert said.expires_at == make.NOON + timedelta(minutes=10)


def test_a_refusal_binds_its_reason_and_asks_for_no_fee() -> None:
    application = make.application(status=Status.RECOMMENDED)

    said = signed(make.propose(application, outcome=Outcome.REFUSED, reasons=["prohibited_work", "capital_below"]))

    assert said.permit_fee == 0
    assert said.valid_from is None
    assert said.valid_until is None
    assert said.law_refs == ("59", "7")
    assert said.reason is not None
    assert bytes(SealedRecord.objects.get(pk=said.reason.record).commitment) == said.reason.commitment


@pytest.mark.parametrize("outcome", Outcome)
def test_the_bytes_carry_nothing_personal(outcome: Outcome) -> None:
    application = make.application(status=Status.RECOMMENDED)

    document = bytes(make.propose(application, outcome=outcome).document)

    typed = {text for answers in make.ANSWERS.values() for text in answers.values() if len(text) > 4}
    readable = json.dumps(json.loads(document), ensure_ascii=False)
    allowed = {make.ANSWERS["job"]["starts_on"]}  # the permit's first day, known to whoever checks it
    # A few digits may stand by chance inside an id or a hash; an answer would stand by itself.
    found = [text for text in typed - allowed if re.search(rf"(?<![\w-]){re.escape(text)}(?![\w-])", readable)]
    assert found == []
    assert make.WORDS not in readable


def test_one_bit_changed_is_another_document() -> None:
    document = bytearray(make.propose(make.application(status=Status.RECOMMENDED)).document)
    document[document.index(b"300000")] ^= 1

    assert Signed.from_bytes(bytes(document)).permit_fee == 200_000
    with pytest.raises(Refused):
        Signed.from_bytes(bytes(document) + b" ")


def test_a_proposal_has_no_effect() -> None:
    application = make.application(status=Status.RECOMMENDED)

    make.propose(application)
    make.propose(application, outcome=Outcome.REFUSED)

    assert Application.objects.get(pk=application.pk).status == Status.RECOMMENDED
    assert find_decision(application.pk) is None
    assert find_bill(application.pk, "P1") is None


def test_a_refusal_is_proposed_with_reasons_and_words() -> None:
    application = make.application(status=Status.RECOMMENDED)

    with pytest.raises(ReasonMissing):
        make.propose(application, outcome=Outcome.REFUSED, reasons=[])
    with pytest.raises(UnknownReason):
        make.propose(application, outcome=Outcome.REFUSED, reasons=["answer_unclear"])
    with pytest.raises(ReasonMissing):
        make.propose(application, outcome=Outcome.REFUSED, words=" \n ")

    assert Proposal.objects.count() == 0


def test_no_permit_is_proposed_for_longer_than_the_service_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    application = make.application(status=Status.RECOMMENDED)
    shorter = msgspec.structs.replace(get_version(application.service_version), longest_months=6)
    monkeypatch.setattr("workpermit.decisions.services.get_version", lambda version: shorter)
    monkeypatch.setattr(make, "get_version", lambda version: shorter)

    with pytest.raises(TermNotAllowed):
        make.propose(application)


def test_answers_that_changed_after_they_were_handed_in_are_not_decided() -> None:
    application = make.application(status=Status.RECOMMENDED)
    other = write_record(
        kind="answers/worker", case=application.pk, subject=application.subject, value={}, at=make.NOON
    )
    Section.objects.filter(case=application.pk, name="worker").update(record=other.id)

    for outcome in Outcome:
        with pytest.raises(NotAsFiled):
            make.propose(application, outcome=outcome)
    assert not Proposal.objects.exists()


def test_a_section_that_was_added_after_the_submission_is_not_decided() -> None:
    application = make.application(status=Status.RECOMMENDED)
    Section.objects.filter(case=application.pk, name="worker").update(name="another")

    with pytest.raises(NotAsFiled):
        make.propose(application)
