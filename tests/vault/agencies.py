"""Another office with an agreement, and a permit that names its employer's number."""

import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.vault import routes
from tests.vault.world import WORKER, Filing, World
from workpermit.sealing.agreement import AUDIENCE, PURPOSE
from workpermit.sealing.canonical import b64
from workpermit.sealing.jws import sign_jws
from workpermit.sealing.services import RecordRef

EMPLOYER, OTHER = "0105550001011", "0990555000011"
NAME, BASIS = "Social Security Office", "Social Security Act B.E. 2533"


@dataclass
class Agency:
    """An office and its key."""

    world: World
    consumer: str = field(default_factory=lambda: secrets.token_hex(8))
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    def jwk(self) -> dict[str, str]:
        return {"kty": "OKP", "crv": "Ed25519", "x": b64(self.key.public_key().public_bytes_raw())}

    def agree(self, per_minute: int = 100) -> "Agency":
        body = {"name": NAME, "key": self.jwk(), "purpose": PURPOSE, "basis": BASIS, "per_minute": per_minute}
        self.world.officers().agree(self.consumer, body)
        return self

    def question(self, permit: str, employer: str = EMPLOYER, **changes: Any) -> str:
        claims = {
            "v": 1,
            "iss": self.consumer,
            "aud": AUDIENCE,
            "jti": secrets.token_urlsafe(16),
            "iat": int(self.world.now.timestamp()),
            "permit": permit,
            "employer": employer,
        } | changes
        return sign_jws(claims, algorithm="EdDSA", kid="1", typ="question+jwt", sign=self.key.sign)

    def send(self, question: str) -> str:
        said = self.world.ask("exchange", "check_employer", consumer=self.consumer, question=question)
        return str(said["answer"])

    def ask(self, permit: str, employer: str = EMPLOYER, **changes: Any) -> str:
        return self.send(self.question(permit, employer, **changes))


@dataclass
class Employed(Filing):
    """A filing whose answers name the employer too."""

    employer: RecordRef | None = None

    @property
    def answers(self) -> list[RecordRef]:
        assert self.employer is not None
        return sorted([self.worker_record, self.workplace, self.employer], key=lambda ref: ref.id)


def employed(world: World, number: str = EMPLOYER) -> Filing:
    """A worker has joined and confirmed a filing of this employer."""
    owner, worker = world.applicant(), routes.with_passkey(world)
    case = world.new_case(owner)
    base = routes.papers(world, case, owner, worker=WORKER, terms={})
    answers = {"employer_number": number} if number else {}
    filing = Employed(**vars(base), employer=world.seal("answers/employer", case, answers))
    typed = {"passport_number": WORKER["passport_number"], "birth_date": WORKER["birth_date"]}
    world.claim(world.invite(filing), secrets.token_urlsafe(32), token=worker.token, **typed)
    filing.worker = worker
    world.confirm(filing)
    world.ask("check", "open_for", case=case, records=[ref.id for ref in filing.answers])
    return filing
