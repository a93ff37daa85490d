"""One application of any service, walked by its acts to its outcome, with a vault that really judges."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from tests import make
from tests.catalogue import samples
from tests.sites.staff import Stage
from tests.vault.routes import with_passkey
from tests.vault.world import Filing, Person, payment
from workpermit.answers.queries import list_sections
from workpermit.applications import services as applications
from workpermit.applications import tasks
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.queries import dossier_records, seen_records
from workpermit.catalogue.definition import Service
from workpermit.catalogue.fees import fee_facts, permit_fee
from workpermit.catalogue.kinds import Confirmation, Outcome
from workpermit.catalogue.queries import get_version
from workpermit.core.actors import Actor, Role
from workpermit.core.ids import uuid7
from workpermit.decisions import services as decisions
from workpermit.decisions.ground import ground_of
from workpermit.decisions.models import Outcome as Decided
from workpermit.decisions.models import Proposal
from workpermit.decisions.tasks import issue_permit
from workpermit.decisions.terms import build_terms
from workpermit.fees.models import BankNotice
from workpermit.fees.queries import find_bill
from workpermit.sealing.canonical import s256
from workpermit.sealing.decision import Dossier
from workpermit.sealing.services import RecordRef

NO_REF = RecordRef(UUID(int=0), b"")


def name_in(service: str) -> str:
    """The worker's name as a filing of this service gives it."""
    said = (make.ANSWERS if service == "s59_new" else samples.sample_answers(service))["worker"]
    return f"{said['given_names']} {said.get('family_name', '')}"


@dataclass
class Drive:
    """`worker` is somebody who has an account already, or joins with a new one; `changes` replace answers."""

    stage: Stage
    service_id: str
    self_filed: bool = False
    worker: Person | None = None
    changes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        version = make.service(self.service_id)
        for cohort in version.definition.cohorts:
            make.open_cohort(cohort, self.stage.at)
        world = self.stage.world
        if self.self_filed:
            self.worker = self.owner = self.worker or with_passkey(world, name=name_in(self.service_id))
        else:
            self.owner = world.applicant()
        case, subject = uuid7(), uuid7()
        said = {"token": self.owner.token, "case": case, "subject": subject}
        world.ask("public", "register_case", **said, self_filed=self.self_filed)
        self.case = case
        applications.start_application(
            service=make.service(self.service_id), subject=subject, by=self.filer, at=self.stage.at, application=case,
            self_filed=self.self_filed,
        )  # fmt: skip

    @property
    def now(self) -> Application:
        return Application.objects.get(pk=self.case)

    @property
    def service(self) -> Service:
        return get_version(self.now.service_version)

    @property
    def filer(self) -> Actor:
        return Actor(self.owner.account, Role.APPLICANT)

    def to_outcome(self) -> Application:
        """From the draft to the permit or the letter."""
        self.submit()
        self.check()
        self.decide()
        self.follow()
        return self.now

    # Filing

    def submit(self) -> None:
        make.answer_all(self.now, self.stage.at, **self.changes)
        make.hand_in_documents(self.now, self.stage.at)
        if self.service.confirm_before() is Confirmation.SUBMIT:
            self.join()
            self.confirm()
        applications.submit_application(application=self.now, method="passkey", by=self.filer, at=self.stage.at)
        tasks.sign_filing_receipt(str(self.case))

    def join(self) -> None:
        """The worker joins by invitation, with the account that he has or with a new one."""
        if self.self_filed:
            return
        world, record = self.stage.world, list_sections(self.case)["worker"].record
        code = world.ask("public", "create_invitation", token=self.owner.token, case=self.case, record=record)["code"]
        said = make.cleaned_answers(self.now, self.stage.at)["worker"] | self.changes.get("worker", {})
        typed = {"passport_number": str(said["passport_number"]), "birth_date": str(said["birth_date"])}
        cookie = secrets.token_urlsafe(32)
        if self.worker:
            token = {"token": self.worker.token}
            world.ask("public", "claim_invitation", code=code, pre=s256(cookie), **typed, **token)
        else:
            ticket = world.ask("public", "claim_invitation", code=code, pre=s256(cookie), **typed)["ticket"]
            self.worker = world.make_passkey(ticket, cookie)
        applications.join_application(
            application=self.case, by=Actor(self.worker.account, Role.APPLICANT), at=self.stage.at
        )

    def confirm(self) -> None:
        """The worker signs what is there now."""
        assert self.worker is not None
        world, records = self.stage.world, [UUID(one) for one in dossier_records(self.now)]
        begun = world.ask("public", "begin_confirmation", token=self.worker.token, case=self.case, records=records)
        said = world.ask("signin", "confirmation", request=begun["request"])
        assertion = self.worker.authenticator.get(world.sites["signin"], said["challenge"], said["credentials"])
        world.ask("signin", "finish_confirmation", request=begun["request"], assertion=assertion)
        signed = world.ask("public", "confirmed", case=self.case)["records"]
        by = Actor(self.worker.account, Role.APPLICANT)
        applications.record_confirmation(application=self.now, records=signed, by=by, at=self.stage.at)

    # Checking and deciding

    def check(self) -> None:
        self.pay("F1")
        tasks.run_checks(str(self.case))

    def pay(self, kind: str) -> None:
        """Pay the bill, or go on by itself where nothing is charged."""
        bill = find_bill(self.case, kind)
        if bill is None:
            tasks.pass_stations(str(self.case))
            return
        raw = payment(bill.ref1, ref2=kind, amount=str(bill.satang))
        notice = BankNotice.objects.create(
            id=uuid7(), bank_id=str(uuid7()), raw=raw, ref1=bill.ref1, ref2=kind, satang=bill.satang,
            received_at=self.stage.at,
        )  # fmt: skip
        applications.record_payment(notice, at=self.stage.at)
        tasks.pass_stations(str(self.case))

    def decide(self) -> None:
        """The registrar of the office grants, by a signature that the vault verifies."""
        world, office = self.stage.world, self.now.office
        world.officers().give_jurisdiction(office, [self.now.province])
        person = world.staff(Role.REGISTRAR, office)
        desk, signing = world.sign_in(person, "registrar"), world.sign_in(person, "signing")
        make.recommend(self.now, by=Actor(uuid7(), Role.ASSISTANT_REGISTRAR, office), at=self.stage.at)
        by = Actor(person.account, Role.REGISTRAR, office)
        proposal = self._propose(desk, by)
        raw = bytes(proposal.document)
        assertion = world.sign(signing, raw)
        world.verify(signing, raw, assertion)
        decisions.grant_application(
            application=self.now, proposal=proposal, assertion=assertion, by=by, at=self.stage.at
        )

    def _propose(self, desk: Person, by: Actor) -> Proposal:
        world, decision = self.stage.world, uuid7()
        begun = world.ask("registrar", "begin_decision", token=desk.token, case=self.case, decision=decision)
        records = seen_records(self.now)
        opened = world.ask("registrar", "open", token=desk.token, purpose="decide", records=records)
        answers = {name: opened["records"][str(row.record)] for name, row in list_sections(self.case).items()}
        ground = ground_of(self.now, self.stage.at)
        return decisions.propose_decision(
            proposal=decision,
            application=self.now,
            outcome=Decided.GRANTED,
            terms=build_terms(self.service, answers, ground),
            fee=permit_fee(self.service, fee_facts(self.service, answers, cohort=ground.cohort)) or None,
            reasons=[],
            words="",
            dossier=Dossier(tuple(records), opened["root"]),
            nonce=begun["nonce"],
            expires_at=datetime.fromtimestamp(begun["expires_at"], UTC),
            by=by,
            at=self.stage.at,
        )

    # After the decision

    def follow(self) -> None:
        """What the route still asks for: fee, visit, late confirmation, issue."""
        self.pay("P1")
        if self.now.status == Status.AWAITING_VISIT:
            self.visit()
        if self.service.confirm_before() is Confirmation.ISSUE:
            issue_permit(str(self.case))
            assert self.now.status == Status.IDENTITY_CONFIRMED, "the worker has not confirmed yet"
            self.confirm()
        issue_permit(str(self.case))

    def visit(self) -> None:
        """The worker comes to a counter."""
        if self.service.outcome is Outcome.PERMIT and self.now.worker_account is None:
            self.join()
        world, clerk = self.stage.world, self.stage.clerk()
        filing = Filing(self.case, self.owner, self.worker, NO_REF, NO_REF, NO_REF)
        appointment = uuid7()
        code = world.checkin_code(filing, appointment, make.CENTRE)
        visit = UUID(world.at_counter(clerk, "check_in", appointment=appointment, code=code)["visit"])
        world.at_counter(clerk, "confirm_identity", visit=visit)
        by = Actor(clerk.account, Role.OPERATOR_CLERK, make.CENTRE)
        applications.confirm_identity(application=self.now, by=by, at=self.stage.at)
