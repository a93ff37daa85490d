"""Refusing: with reasons, in the registrar's own words, and with the right to appeal."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError

from tests import make
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.casework.lifecycle import CaseHasMoved, WrongRole
from workpermit.core.actors import Actor
from workpermit.decisions import services
from workpermit.decisions.models import Decision, Outcome
from workpermit.decisions.queries import find_decision
from workpermit.decisions.rules import ProposalExpired
from workpermit.fees.queries import find_bill
from workpermit.letters.queries import list_letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def test_a_refusal_keeps_its_reasons_and_seals_its_words() -> None:
    application = make.application(status=Status.RECOMMENDED)

    make.refuse(application)

    decision = find_decision(application.pk)
    assert application.status == Status.REFUSED
    assert decision is not None
    assert decision.reasons == ["capital_below"]
    assert decision.reason is not None
    assert make.WORDS not in repr(Decision.objects.filter(pk=decision.pk).values().get())


def test_nothing_is_to_be_paid_and_the_letter_states_the_last_day_to_appeal() -> None:
    application = make.application(status=Status.RECOMMENDED)

    decision = make.refuse(application)

    letters = [letter for letter in list_letters(application.pk) if letter.template == "application_refused"]
    assert find_bill(application.pk, "P1") is None
    assert application.due_at is None
    assert decision.appeal_until == date(2026, 12, 23)
    assert [letter.facts["appeal_until"] for letter in letters] == ["2026-12-23", "2026-12-23"]
    assert all(letter.record for letter in letters)


@pytest.mark.parametrize(
    ("decided_on", "last_day"),
    [
        pytest.param(date(2026, 11, 5), date(2026, 12, 8), id="Saturday, Sunday, then a holiday in lieu"),
        pytest.param(date(2026, 11, 10), date(2026, 12, 11), id="Constitution Day"),
        pytest.param(date(2026, 12, 1), date(2027, 1, 4), id="New Year's Eve, New Year's Day, weekend"),
    ],
)
def test_a_period_that_ends_on_a_holiday_ends_on_the_next_working_day(decided_on: date, last_day: date) -> None:
    application = make.application(status=Status.RECOMMENDED)

    decision = make.refuse(application, at=datetime(decided_on.year, decided_on.month, decided_on.day, 5, tzinfo=UTC))

    assert decision.appeal_until == last_day


def test_the_database_holds_no_refusal_without_reason_and_appeal() -> None:
    make.refuse(make.application(status=Status.RECOMMENDED))

    with pytest.raises(IntegrityError, match="decision_to_refuse_has_a_reason_and_an_appeal"):
        Decision.objects.update(appeal_until=None)


@pytest.mark.parametrize("somebody", [one for one in make.CAST if one is not make.REGISTRAR])
def test_nobody_but_a_registrar_refuses(somebody: Actor) -> None:
    application = make.application(status=Status.RECOMMENDED)

    with pytest.raises(WrongRole):
        make.refuse(application, by=somebody)

    assert find_decision(application.pk) is None


def test_an_expired_proposal_refuses_nothing() -> None:
    application = make.application(status=Status.RECOMMENDED)
    proposal = make.propose(application, outcome=Outcome.REFUSED)

    with pytest.raises(ProposalExpired):
        services.refuse_application(
            application=application,
            proposal=proposal,
            assertion=make.ASSERTION,
            reasons=["capital_below"],
            words=make.WORDS,
            by=make.REGISTRAR,
            at=proposal.expires_at + timedelta(seconds=1),
        )

    assert Application.objects.get(pk=application.pk).status == Status.RECOMMENDED


def test_the_second_of_two_registrars_is_told_that_the_case_has_moved() -> None:
    application = make.application(status=Status.RECOMMENDED)
    stale_copy = Application.objects.get(pk=application.pk)
    make.refuse(application)

    with pytest.raises(CaseHasMoved):
        make.grant(stale_copy)

    assert Decision.objects.get().outcome == Outcome.REFUSED
    assert find_bill(application.pk, "P1") is None
