"""Asking the vault: one method for each op of docs/architecture.md.

Never call it while a row lock is held: an answer may take as long as the timeout.
"""

import socket
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from workpermit.core.errors import RuleBroken
from workpermit.sealing.assertion import Assertion
from workpermit.sealing.attestation import Attestation
from workpermit.sealing.canonical import unb64
from workpermit.sealing.device import DeviceProof
from workpermit.sealing.frame import BadFrame, receive_frame, send_frame, short_path
from workpermit.sealing.refusal import Refused

TIMEOUT = 5.0  # seconds
AWAY = frozenset({"unavailable", "log_unavailable"})  # the vault answers, but a database of its own does not
Answer = dict[str, Any]


class VaultRefused(Refused):
    """The vault says no; `code` is one of the refusal codes of docs/architecture.md."""


class VaultUnreachable(RuleBroken):
    """The vault did not answer. What was asked may or may not have happened: look it up."""


def vault(name: str) -> "VaultClient":
    """The client of this process under one of the credentials that its configuration holds."""
    said = settings.EWP["vault"]
    return VaultClient(Path(said["socket"]), name, unb64(said["credentials"][name]))


@dataclass(frozen=True, slots=True)
class VaultClient:
    """Raises VaultRefused or VaultUnreachable from every method."""

    socket: Path
    name: str
    secret: bytes

    def call(self, op: str, **args: Any) -> Answer:
        request = {"v": 1, "op": op, "as": self.name, "secret": self.secret, "args": _plain(args)}
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection, short_path(self.socket) as address:
                connection.settimeout(TIMEOUT)
                connection.connect(address)
                send_frame(connection, request)
                answer = receive_frame(connection)
        except (OSError, BadFrame) as error:
            raise VaultUnreachable from error
        if not answer.get("ok"):
            code = str(answer.get("code", "fault"))
            raise VaultUnreachable if code in AWAY else VaultRefused(code)
        result: Answer = answer["result"]
        return result

    def public_keys(self) -> Answer:
        return self.call("public_keys")

    # Signing in

    def begin_login(self, *, site: str, pre: str, browser: str) -> Answer:
        return self.call("begin_login", site=site, pre=pre, browser=browser)

    def login_passkey(self, *, ticket: str, browser_nonce: str, assertion: Assertion) -> Answer:
        return self.call("login_passkey", ticket=ticket, browser_nonce=browser_nonce, assertion=assertion)

    def login_national(self, *, ticket: str, browser_nonce: str, id_token: str) -> Answer:
        return self.call("login_national", ticket=ticket, browser_nonce=browser_nonce, id_token=id_token)

    def begin_code(self, *, ticket: str, browser_nonce: str, email: str | None = None) -> UUID:
        """Without `email`, again for the address that this ticket was asked for."""
        to = {"email": email} if email else {}
        return UUID(self.call("begin_code", ticket=ticket, browser_nonce=browser_nonce, **to)["request"])

    def take_code_letter(self, *, request: UUID) -> Answer:
        """Address, name, language and code; empty where nothing is to be sent."""
        return self.call("take_code_letter", request=request)

    def login_code(self, *, ticket: str, browser_nonce: str, code: str) -> Answer:
        return self.call("login_code", ticket=ticket, browser_nonce=browser_nonce, code=code)

    def begin_passkey(self, *, ticket: str, browser: str) -> Answer:
        return self.call("begin_passkey", ticket=ticket, browser=browser)

    def finish_passkey(self, *, ticket: str, browser_nonce: str, attestation: Attestation, language: str) -> Answer:
        """A worker's new account gets its letters in `language`."""
        return self.call(
            "finish_passkey", ticket=ticket, browser_nonce=browser_nonce, attestation=attestation, language=language
        )

    def allow_passkey(self, *, token: str, pre: str) -> str:
        return str(self.call("allow_passkey", token=token, pre=pre)["ticket"])

    def redeem(self, *, code: str, verifier: str) -> str:
        return str(self.call("redeem", code=code, verifier=verifier)["token"])

    def renew(self, *, token: str) -> str:
        return str(self.call("renew", token=token)["token"])

    def end_session(self, *, token: str) -> None:
        self.call("end_session", token=token)

    # Records

    def register_case(
        self, *, token: str, case: UUID, subject: UUID, self_filed: bool = False, province: str = ""
    ) -> None:
        """With `self_filed` the account that files is the worker, once and for all.

        `province` says whose office may read a case that has no workplace.
        """
        said: dict[str, Any] = {"self_filed": True} if self_filed else {}
        if province:
            said["province"] = province
        self.call("register_case", token=token, case=case, subject=subject, **said)

    def open(self, *, token: str, purpose: str, records: Sequence[UUID]) -> Answer:
        return self.call("open", token=token, purpose=purpose, records=records)

    def open_for(self, *, case: UUID, records: Sequence[UUID]) -> Answer:
        return self.call("open_for", case=case, records=records)

    def open_captured(self, *, case: UUID, record: UUID) -> dict[str, Any]:
        """What a counter's device took in a visit of this case."""
        found: dict[str, Any] = self.call("open_captured", case=case, record=record)["records"][str(record)]
        return found

    def open_facts(self, records: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
        """What the checks gave their rules in past cases, by record; at most a hundred."""
        found = self.call("open_facts", records=list(records))["facts"]
        return {UUID(record): facts for record, facts in found.items()}

    def profile(self, *, token: str, change: dict[str, str] | None = None, signs_in: bool = False) -> Answer:
        """With `signs_in`, a code to the changed address signs in from then on."""
        return self.call("profile", token=token, **({"set": change, "signs_in": signs_in} if change else {}))

    def offer_contact(self, *, token: str, offer: dict[str, str]) -> None:
        """Say where letters go as long as the account names no address of its own."""
        self.call("profile", token=token, offer=offer)

    def contact(self, *, account: UUID) -> Answer:
        return self.call("contact", account=account)

    def same_worker(self, *, case: UUID, record: UUID) -> list[UUID]:
        return [UUID(other) for other in self.call("same_worker", case=case, record=record)["cases"]]

    def cohort_reference(self, *, case: UUID, record: UUID, cohort: str) -> str:
        """One word for one person within a cohort; empty where the answers do not say clearly who it is."""
        return str(self.call("cohort_reference", case=case, record=record, cohort=cohort)["reference"])

    def employer_reference(self, *, case: UUID, record: UUID) -> str:
        """One word for the employer in `answers/employer`, which is `record`; empty where no number is named."""
        return str(self.call("employer_reference", case=case, record=record)["reference"])

    def held_permit(self, *, case: UUID, record: UUID, number: str, employer: UUID | None = None) -> Answer:
        """What the vault knows of a permit: `known`, and then `own`, `status`, `valid_until` and `same_employer`.

        `record` is the filing's `answers/worker`, `employer` its `answers/employer`.
        """
        named = {"employer": employer} if employer else {}
        return self.call("held_permit", case=case, record=record, number=number, **named)

    def access_log(self, *, token: str, case: UUID) -> list[Answer]:
        return list(self.call("access_log", token=token, case=case)["rows"])

    # The worker

    def create_invitation(self, *, token: str, case: UUID, record: UUID) -> str:
        return str(self.call("create_invitation", token=token, case=case, record=record)["code"])

    def joined(self, *, token: str, case: UUID) -> None:
        """Raises VaultRefused with `not_yours` unless the account is linked to the case as its worker."""
        self.call("joined", token=token, case=case)

    def claim_invitation(
        self, *, code: str, passport_number: str, birth_date: str, pre: str, token: str | None = None
    ) -> Answer:
        signed_in = {"token": token} if token else {}
        return self.call(
            "claim_invitation", code=code, passport_number=passport_number, birth_date=birth_date, pre=pre, **signed_in
        )

    def begin_confirmation(self, *, token: str, case: UUID, records: Sequence[UUID]) -> Answer:
        return self.call("begin_confirmation", token=token, case=case, records=records)

    def ask_for_counter(self, *, token: str, case: UUID, records: Sequence[UUID]) -> Answer:
        """`request`, and the `code` with which the worker confirms these records at a counter."""
        return self.call("begin_confirmation", token=token, case=case, records=records, at_counter=True)

    def compare_assisted(self, *, token: str, request: UUID, device: DeviceProof | None) -> Answer:
        """As `compare_confirmation`, for the person whom this clerk is helping."""
        return self.call("compare_confirmation", token=token, request=request, device=device)

    def compare_confirmation(
        self, *, token: str, code: str, passport_number: str, birth_date: str, device: DeviceProof | None
    ) -> Answer:
        """`request`, and `content`: what the counter's device signs for the worker."""
        said = {"code": code, "passport_number": passport_number, "birth_date": birth_date}
        return self.call("compare_confirmation", token=token, **said, device=device)

    def confirm_at_counter(self, *, token: str, request: UUID, device: DeviceProof | None) -> UUID:
        return UUID(self.call("confirm_at_counter", token=token, request=request, device=device)["case"])

    def confirmation(self, *, request: str) -> Answer:
        return self.call("confirmation", request=request)

    def finish_confirmation(self, *, request: str, assertion: Assertion) -> UUID:
        return UUID(self.call("finish_confirmation", request=request, assertion=assertion)["case"])

    def confirmed(self, *, case: UUID) -> Answer:
        return self.call("confirmed", case=case)

    # Decision, permit, receipt

    def begin_decision(self, *, token: str, case: UUID, decision: UUID) -> Answer:
        return self.call("begin_decision", token=token, case=case, decision=decision)

    def verify_decision(self, *, token: str, decision: bytes, assertion: Assertion) -> None:
        self.call("verify_decision", token=token, decision=decision, assertion=assertion)

    def issue_permit(self, *, case: UUID, decision: bytes, assertion: Assertion, payment: str | None) -> Answer:
        """Without `payment` where the signed bytes name no fee."""
        paid = {"payment": payment} if payment else {}
        return self.call("issue_permit", case=case, decision=decision, assertion=assertion, **paid)

    def issue_approval(self, *, case: UUID, decision: bytes, assertion: Assertion, payment: str | None) -> Answer:
        """`number`, `receipt` (compact JWS) and `issued_at`."""
        paid = {"payment": payment} if payment else {}
        return self.call("issue_approval", case=case, decision=decision, assertion=assertion, **paid)

    def identity_confirmed(self, *, case: UUID) -> bool:
        """Whether a counter has seen the worker whom the decision on this case is about."""
        return bool(self.call("identity", case=case)["confirmed"])

    def same_person(self, *, case: UUID) -> list[UUID]:
        """Other accounts under which a counter has seen the very worker of this case."""
        return [UUID(account) for account in self.call("same_person", case=case)["accounts"]]

    def permit_status(self, *, number: str) -> str:
        return str(self.call("permit_status", number=number)["statement"])

    def check_employer(self, *, consumer: str, question: str) -> str:
        """`yes`, `no` or `unknown`; `question` is the office's own JWS."""
        return str(self.call("check_employer", consumer=consumer, question=question)["answer"])

    def sign_receipt(self, *, kind: str, facts: dict[str, str]) -> str:
        return str(self.call("sign_receipt", kind=kind, facts=facts)["receipt"])

    # The counter

    def create_checkin(self, *, token: str, case: UUID, appointment: UUID, centre: str, day: str) -> str:
        answer = self.call("create_checkin", token=token, case=case, appointment=appointment, centre=centre, day=day)
        return str(answer["code"])

    def device_challenge(self, *, token: str) -> Answer:
        """A challenge for the counter's device, and the session that its signature names."""
        return self.call("device_challenge", token=token)

    def device_state(self, *, token: str, key: bytes) -> Answer:
        return self.call("device_state", token=token, key=key)

    def staff(self, *, token: str) -> list[dict[str, Any]]:
        """Who has a role at the manager's own centre: account, role, until when. Nobody's name."""
        return list(self.call("staff", token=token)["staff"])

    def check_in(self, *, token: str, appointment: UUID, code: str, device: DeviceProof | None) -> Answer:
        return self.call("check_in", token=token, appointment=appointment, code=code, device=device)

    def check_in_by_paper(
        self,
        *,
        token: str,
        appointment: UUID,
        case: UUID,
        passport_number: str,
        birth_date: str,
        device: DeviceProof | None,
    ) -> Answer:
        """As `check_in`, by what stands in the passport; `birth_date` in ISO form."""
        said = {"passport_number": passport_number, "birth_date": birth_date}
        return self.call("check_in_by_paper", token=token, appointment=appointment, case=case, device=device, **said)

    def find_by_paper(
        self, *, token: str, ticket: UUID, passport_number: str, birth_date: str, nationality: str,
        device: DeviceProof | None,
    ) -> list[UUID]:  # fmt: skip
        """The filings that the person with this passport has joined; `birth_date` in ISO form."""
        said = {"passport_number": passport_number, "birth_date": birth_date, "nationality": nationality}
        answer = self.call("find_by_paper", token=token, ticket=ticket, device=device, **said)
        return [UUID(case) for case in answer["cases"]]

    def open_visit(self, *, token: str, visit: UUID, records: Sequence[UUID], device: DeviceProof | None) -> Answer:
        return self.call("open_visit", token=token, visit=visit, records=records, device=device)

    def capture_biometric(self, *, token: str, visit: UUID, content: bytes, device: DeviceProof | None) -> UUID:
        answer = self.call("capture_biometric", token=token, visit=visit, content=content, device=device)
        return UUID(answer["session"])

    def capture_chip(self, *, token: str, visit: UUID, content: bytes, device: DeviceProof | None) -> UUID:
        answer = self.call("capture_chip", token=token, visit=visit, content=content, device=device)
        return UUID(answer["session"])

    def capture_face(self, *, token: str, visit: UUID, content: bytes, device: DeviceProof | None) -> UUID:
        answer = self.call("capture_face", token=token, visit=visit, content=content, device=device)
        return UUID(answer["session"])

    def confirm_identity(self, *, token: str, visit: UUID, device: DeviceProof | None) -> None:
        self.call("confirm_identity", token=token, visit=visit, device=device)

    def end_visit(self, *, token: str, visit: UUID) -> None:
        self.call("end_visit", token=token, visit=visit)

    # Helping somebody at a counter

    def begin_assisted(
        self, *, token: str, typed: dict[str, str], pre: str, language: str, paper: str, device: DeviceProof | None
    ) -> Answer:
        """`code` for the visitor's site, `assisted` and `until`; `typed` is number, birth date and nationality."""
        brought = {"paper": paper} if paper else {}
        return self.call("begin_assisted", token=token, **typed, **brought, pre=pre, language=language, device=device)

    def end_assisted(self, *, token: str) -> None:
        self.call("end_assisted", token=token)

    def assisted_elsewhere(self, *, assisted: UUID) -> tuple[list[UUID], str]:
        """Other accounts of the person who is being helped, and the centre."""
        answer = self.call("assisted_elsewhere", assisted=assisted)
        return [UUID(account) for account in answer["accounts"]], str(answer["centre"])

    def create_paper(self, *, token: str) -> str:
        return str(self.call("create_paper", token=token)["code"])

    def claim_paper(self, *, paper: str, typed: dict[str, str], pre: str) -> str:
        """A ticket to make a passkey for the account of the paper."""
        return str(self.call("claim_paper", paper=paper, **typed, pre=pre)["ticket"])

    # Cards

    def open_card(self, *, case: UUID, records: Sequence[UUID]) -> dict[UUID, dict[str, Any]]:
        """What a card is drawn from, by record."""
        found = self.call("open_card", case=case, records=records)["records"]
        return {UUID(record): value for record, value in found.items()}

    def offer_card(self, *, blank: UUID, case: UUID, record: UUID, centre: str) -> None:
        self.call("offer_card", blank=blank, case=case, record=record, centre=centre)

    def take_card(self, *, token: str, blank: UUID, device: DeviceProof | None) -> Answer:
        """The personalisation file, once."""
        return self.call("take_card", token=token, blank=blank, device=device)

    def hand_over_card(self, *, token: str, appointment: UUID, code: str, device: DeviceProof | None) -> None:
        """Whether the worker is there, who alone has the code."""
        self.call("hand_over_card", token=token, appointment=appointment, code=code, device=device)

    def hand_over_by_paper(
        self, *, token: str, appointment: UUID, case: UUID, passport_number: str, birth_date: str,
        device: DeviceProof | None,
    ) -> None:  # fmt: skip
        """Whether the worker is there, by what stands in the passport; `birth_date` in ISO form."""
        said = {"passport_number": passport_number, "birth_date": birth_date}
        self.call("hand_over_by_paper", token=token, appointment=appointment, case=case, device=device, **said)


def _plain(value: Any) -> Any:
    """What CBOR takes: ids as text, assertions as maps."""
    if type(value) in (str, bytes, int, bool):
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Assertion | Attestation | DeviceProof):
        return asdict(value)
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [_plain(part) for part in value]
    return value
