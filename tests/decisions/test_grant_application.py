"""Granting: the registrar's signature is kept as it was given, and the permit fee is due."""

from datetime import timedelta

import pytest

from tests import make
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.casework.lifecycle import CaseHasMoved, WrongRole, WrongStatus
from workpermit.casework.queries import list_entries
from workpermit.core.actors import Actor, Role
from workpermit.core.ids import uuid7
from workpermit.decisions import services
from workpermit.decisions.models import Decision, Outcome
from workpermit.decisions.queries import assertion_of, find_decision
from workpermit.decisions.rules import ProposalExpired, WrongProposal
from workpermit.fees.queries import find_bill
from workpermit.letters.queries import list_letters
from workpermit.permits.queries import find_permit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def test_the_signed_bytes_and_the_signature_are_kept_together() -> None:
    application = make.application(status=Status.RECOMMENDED)
    proposal = make.propose(application)

    services.grant_application(
        application=application, proposal=proposal, assertion=make.ASSERTION, by=make.REGISTRAR, at=make.NOON
    )

    decision = find_decision(application.pk)
    assert decision is not None
    assert decision.pk == proposal.pk
    assert bytes(decision.document) == bytes(proposal.document)
    assert assertion_of(decision) == make.ASSERTION
    assert decision.decided_by == make.REGISTRAR.id


def test_the_permit_fee_of_the_catalogue_is_due_within_its_window() -> None:
    application = make.application(status=Status.RECOMMENDED)

    make.grant(application)

    bill = find_bill(application.pk, "P1")
    assert application.status == Status.GRANTED
    assert bill is not None
    assert (bill.satang, bill.ref1) == (300_000, application.number)
    assert bill.due_at == application.due_at == make.NOON + timedelta(days=30)
    assert "application_granted" in {letter.template for letter in list_letters(application.pk)}


def test_granting_issues_nothing() -> None:
    application = make.application(status=Status.GRANTED)

    assert find_permit(application.pk) is None


@pytest.mark.parametrize("somebody", [one for one in make.CAST if one is not make.REGISTRAR])
def test_nobody_but_a_registrar_grants(somebody: Actor) -> None:
    application = make.application(status=Status.RECOMMENDED)

    with pytest.raises(WrongRole):
        make.grant(application, by=somebody)

    assert find_decision(application.pk) is None
    assert find_bill(application.pk, "P1") is None


def test_a_proposal_is_signed_while_it_is_fresh_or_not_at_all() -> None:
    application = make.application(status=Status.RECOMMENDED)
    proposal = make.propose(application)
    late = proposal.expires_at + timedelta(seconds=1)

    with pytest.raises(ProposalExpired):
        services.grant_application(
            application=application, proposal=proposal, assertion=make.ASSERTION, by=make.REGISTRAR, at=late
        )

    assert Application.objects.get(pk=application.pk).status == Status.RECOMMENDED


def test_a_proposal_serves_its_own_application_outcome_and_registrar() -> None:
    application, other = (make.application(status=Status.RECOMMENDED) for _ in range(2))
    colleague = Actor(uuid7(), Role.REGISTRAR, "O-10")
    wrong = [
        (make.propose(other), make.REGISTRAR),
        (make.propose(application, outcome=Outcome.REFUSED), make.REGISTRAR),
        (make.propose(application), colleague),
    ]

    for proposal, by in wrong:
        with pytest.raises(WrongProposal):
            services.grant_application(
                application=application, proposal=proposal, assertion=make.ASSERTION, by=by, at=make.NOON
            )

    assert Application.objects.get(pk=application.pk).status == Status.RECOMMENDED


def test_the_second_of_two_registrars_is_told_that_the_case_has_moved() -> None:
    application = make.application(status=Status.RECOMMENDED)
    stale_copy = Application.objects.get(pk=application.pk)
    make.grant(application)

    with pytest.raises(CaseHasMoved):
        make.refuse(stale_copy)

    assert Decision.objects.count() == 1
    assert [entry.act for entry in list_entries(application.pk) if entry.act in ("grant", "refuse")] == ["grant"]


def test_what_is_not_recommended_is_not_granted() -> None:
    application = make.application(status=Status.IN_REVIEW)

    with pytest.raises(WrongStatus):
        make.grant(application)
