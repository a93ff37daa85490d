"""Signing a prepared decision: the bytes, what they commit to, and every way in which it is refused."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client

from tests.sites.staff import Stage
from tests.vault.world import Person
from workpermit.applications.models import Application
from workpermit.core.actors import Role
from workpermit.decisions.models import Decision, Proposal
from workpermit.letters.models import Letter
from workpermit.sealing.assertion import Assertion
from workpermit.sealing.canonical import b64, unb64
from workpermit.sealing.decision import Decision as Signed
from workpermit.sealing.decision import decision_challenge
from workpermit.sealing.record import commit


class Desk:
    """A registrar who has prepared a decision and stands before the signing site."""

    def __init__(self, stage: Stage, outcome: str = "grant", office: str = "O-10") -> None:
        self.stage = stage
        self.application = stage.recommended()
        self.registrar = stage.officer(Role.REGISTRAR, office=office)
        form = {"reason": "capital_below", "words": "The capital is too low."} if outcome == "refuse" else {}
        at_desk = stage.browser(self.registrar, "registrar")
        at_desk.post(f"/applications/{self.application.pk}/{outcome}/", form)
        self.proposal = Proposal.objects.get()
        self.raw = bytes(self.proposal.document)
        self.outcome = outcome
        self.signing = self.browser(self.registrar)

    def browser(self, person: Person) -> Client:
        return self.stage.browser(self.stage.at_site(person, "signing"), "signing")

    def address(self, end: str = "") -> str:
        return f"/decisions/{self.proposal.pk}/{end}"

    def sign(self, challenge: bytes | None = None) -> Assertion:
        origin = settings.SITES["signing"]
        return self.registrar.authenticator.get(origin, challenge or decision_challenge(self.raw))

    def send(self, assertion: Assertion, outcome: str = ""):
        parts = {name: b64(getattr(assertion, name)) for name in Assertion.__dataclass_fields__}
        return self.signing.post(
            self.address(f"{outcome or self.outcome}/"),
            json.dumps(parts),
            content_type="application/json",
            headers={"Accept": "application/json"},
        )

    @property
    def status(self) -> str:
        return str(Application.objects.values_list("status", flat=True).get(pk=self.application.pk))


def test_the_page_gets_the_very_bytes_that_are_signed(stage: Stage):
    desk = Desk(stage)

    assert desk.signing.get(desk.address("bytes/")).content == desk.raw


def test_the_opened_parts_fit_the_commitments_in_the_bytes(stage: Stage):
    desk = Desk(stage, "refuse")
    signed = Signed.from_bytes(desk.raw)

    parts = desk.signing.get(desk.address("opened/")).json()["records"]

    for bound in (signed.terms, signed.reason):
        part = parts[str(bound.record)]
        assert commit(unb64(part["salt"]), part["value"]) == bound.commitment
    assert parts[str(signed.reason.record)]["value"]["words"] == "The capital is too low."


def test_a_signed_grant_counts_and_the_permit_fee_is_due(stage: Stage):
    desk = Desk(stage)

    answer = desk.send(desk.sign())

    assert answer.json() == {"to": desk.address("done/")}
    assert desk.status == "granted"
    assert bytes(Decision.objects.get().document) == desk.raw
    assert "Granted and signed" in desk.signing.get(desk.address("done/")).content.decode()


def test_a_signed_refusal_keeps_its_reasons_and_tells_the_applicant(stage: Stage):
    desk = Desk(stage, "refuse")

    desk.send(desk.sign())

    decision = Decision.objects.get()
    assert desk.status == "refused"
    assert decision.reasons == ["capital_below"]
    assert decision.appeal_until is not None
    assert Letter.objects.filter(template="application_refused").exists()


def test_sending_the_signature_twice_leads_to_the_same_page(stage: Stage):
    desk = Desk(stage)
    assertion = desk.sign()

    first, second = desk.send(assertion), desk.send(assertion)

    assert first.json() == second.json()
    assert Decision.objects.count() == 1
    assert desk.signing.get(desk.address())["Location"] == desk.address("done/")


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ({"verified": False}, "not_verified_user"),
        ({"copyable": True}, "copyable_key"),
        ({"present": False}, "not_present_user"),
    ],
)
def test_a_key_that_does_not_do_its_part_is_refused_in_words(stage: Stage, claim: dict[str, bool], code: str):
    desk = Desk(stage)
    for name, value in claim.items():
        setattr(desk.registrar.authenticator, name, value)

    said = desk.send(desk.sign()).json()

    assert said["code"] == code
    assert said["says"]
    assert said["do"]
    assert desk.status == "recommended"


def test_a_signature_over_other_bytes_is_refused(stage: Stage):
    desk = Desk(stage)

    said = desk.send(desk.sign(bytes(32))).json()

    assert said["code"] == "bad_challenge"
    assert desk.status == "recommended"


def test_a_login_key_does_not_decide(stage: Stage):
    desk = Desk(stage)
    origin = settings.SITES["signin"]
    login = desk.registrar.authenticator.get(origin, decision_challenge(desk.raw))

    said = desk.send(login).json()

    assert said["code"] in ("unknown_key", "bad_origin")
    assert desk.status == "recommended"


def test_a_prepared_decision_can_be_signed_for_fifteen_minutes(stage: Stage):
    desk = Desk(stage)
    Proposal.objects.filter(pk=desk.proposal.pk).update(expires_at=stage.at - timedelta(seconds=1))

    page = desk.signing.get(desk.address())

    assert page.status_code == 410
    assert "can no longer be signed" in page.content.decode()


def test_the_vault_refuses_a_decision_whose_time_is_over(stage: Stage):
    desk = Desk(stage)
    assertion = desk.sign()
    stage.world.later(minutes=16)
    desk.signing = desk.browser(desk.registrar)

    said = desk.send(assertion).json()

    assert said["code"] == "expired"
    assert desk.status == "recommended"


def test_a_decision_that_somebody_else_prepared_is_not_found(stage: Stage):
    desk = Desk(stage)
    colleague = desk.browser(stage.officer(Role.REGISTRAR))

    assert colleague.get(desk.address()).status_code == 404
    assert colleague.get(desk.address("opened/")).status_code == 404


def test_an_assistant_sees_nothing_to_sign(stage: Stage):
    desk = Desk(stage)
    assistant = desk.browser(stage.officer(Role.ASSISTANT_REGISTRAR))

    assert assistant.get(desk.address()).status_code == 403


def test_a_case_that_moved_meanwhile_is_not_decided(stage: Stage):
    desk = Desk(stage)
    at_desk = stage.browser(stage.at_site(desk.registrar, "registrar"), "registrar")
    at_desk.post(f"/applications/{desk.application.pk}/return/", {"reason": "answer_unclear"})

    said = desk.send(desk.sign()).json()

    assert said["code"] == "WrongStatus"
    assert not Decision.objects.exists()


def test_a_grant_is_not_sent_to_the_address_of_refusals(stage: Stage):
    desk = Desk(stage)

    assert desk.send(desk.sign(), "refuse").status_code == 404


def test_an_unknown_decision_is_not_found(stage: Stage):
    desk = Desk(stage)

    assert desk.signing.get(f"/decisions/{uuid4()}/").status_code == 404
    assert isinstance(desk.proposal.pk, UUID)


def test_what_is_posted_must_be_a_signature(stage: Stage):
    desk = Desk(stage)

    answer = desk.signing.post(desk.address("grant/"), "[]", content_type="application/json")

    assert answer.status_code == 409
    assert desk.status == "recommended"
