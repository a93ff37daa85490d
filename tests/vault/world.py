"""The people and papers of the vault's tests, and short ways to make them."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc import jwt
from joserfc.jwk import ECKey

from tests.vault.counter import AtCounter
from workpermit.cli.authenticator import SoftAuthenticator
from workpermit.core.actors import Role
from workpermit.core.ids import new_application_number, uuid7
from workpermit.sealing.assertion import Assertion
from workpermit.sealing.canonical import b64, s256, unb64
from workpermit.sealing.client import _plain
from workpermit.sealing.decision import Bound, Decision, Dossier, decision_challenge
from workpermit.sealing.jws import sign_jws
from workpermit.sealing.keys import PublicKeys
from workpermit.sealing.merkle import root
from workpermit.sealing.record import Header, seal
from workpermit.sealing.refusal import Refused
from workpermit.sealing.services import RecordRef
from workpermit.sealing.software_device import SoftwareDevice
from workpermit.sealing.statement import Statement
from workpermit.vault.call import Vault
from workpermit.vault.config import Config
from workpermit.vault.custody import open_keys
from workpermit.vault.database import Database
from workpermit.vault.demo import enrol_demo_person
from workpermit.vault.dispatch import answer
from workpermit.vault.enrolment import Officers
from workpermit.vault.init import Store

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
SITES = {
    "applicant": "http://applicant.localhost:8400",
    "signin": "http://signin.localhost:8401",
    "registrar": "http://registrar.localhost:8401",
    "signing": "http://signing.localhost:8401",
    "oversight": "http://oversight.localhost:8401",
    "centre": "http://centre.localhost:8402",
}
CREDENTIALS = {
    name: bytes([number]) * 32
    for number, name in enumerate(
        (
            "public",
            "operator",
            "signin",
            "registrar",
            "signing",
            "check",
            "scan",
            "letter",
            "document",
            "oversight",
            "exchange",
            "trial",
        ),
        start=1,
    )
}
PROVIDER = ECKey.generate_key("P-256", {"kid": "login-1", "alg": "ES256"})
BANK = Ed25519PrivateKey.generate()
BILLER = "099400016550100"
WORKER = {
    "given_names": "THIDA",
    "family_name": "AUNG",
    "passport_number": "MD 123-456",
    "birth_date": "1994-02-17",
    "nationality": "MMR",
    "email": "thida@example.org",
    "address": "12 Canary Lane",
}
TERMS = {"employer": "บริษัท ตัวอย่าง จำกัด", "household": False, "job": "วิศวกร", "place": "เชียงใหม่"}


def configuration(databases: dict[str, Any], keys: Path, socket: Path) -> dict[str, Any]:
    return {
        **databases,
        "socket": str(socket),
        "keys": str(keys),
        "credentials": {name: b64(secret) for name, secret in CREDENTIALS.items()},
        "sites": SITES,
        "national_login": {
            "issuer": "http://login.localhost:8411",
            "client_id": "e-workpermitos",
            "jwks": {"keys": [PROVIDER.as_dict(private=False)]},
        },
        "bank": {
            "public_key": {"kty": "OKP", "crv": "Ed25519", "x": b64(BANK.public_key().public_bytes_raw())},
            "biller": BILLER,
        },
    }


def id_token(nonce: str, *, subject: str, key: ECKey = PROVIDER, **changes: Any) -> str:
    now = int(NOW.timestamp())
    claims = {
        "iss": "http://login.localhost:8411",
        "aud": "e-workpermitos",
        "sub": subject,
        "nonce": nonce,
        "iat": now,
        "exp": now + 3600,
        "name": "สมชาย ใจดี",
        "email": "somchai@example.org",
    }
    return jwt.encode({"alg": "ES256", "kid": "login-1"}, claims | changes, key)


def payment(number: str, *, amount: str = "310000", key: Ed25519PrivateKey = BANK, **changes: str) -> str:
    said = {"v": 1, "id": "bank-1", "biller": BILLER, "ref1": number, "ref2": "P1", "amount": amount, "paid_at": 1}
    return sign_jws({**said, **changes}, algorithm="EdDSA", kid="bank", typ="payment+jwt", sign=key.sign)


@dataclass
class Person:
    account: UUID
    token: str
    authenticator: SoftAuthenticator = field(default_factory=SoftAuthenticator)
    device: SoftwareDevice | None = None  # the one at which a clerk stands


@dataclass
class Filing:
    """A case with its sealed papers; the worker has joined and confirmed."""

    case: UUID
    owner: Person
    worker: Person | None
    worker_record: RecordRef
    workplace: RecordRef
    terms: RecordRef
    number: str = field(default_factory=lambda: new_application_number(2569))

    @property
    def answers(self) -> list[RecordRef]:
        return sorted([self.worker_record, self.workplace], key=lambda ref: ref.id)


_lasting: dict[str, Database] = {}


def lasting(dsn: str) -> Database:
    """The one connection of this run to a database, as a process of the vault has it: a new one reads the schema."""
    return _lasting.setdefault(dsn, Database(dsn))


def end_connections() -> None:
    """Before a database is dropped."""
    for database in _lasting.values():
        database.close()


class World(AtCounter):
    sites, credentials = SITES, CREDENTIALS

    def __init__(self, store: Store, databases: dict[str, Any], socket: Path) -> None:
        self.store, self.now = store, NOW
        self.config = Config.from_map(configuration(databases, store.keys, socket))
        self.vault = Vault(
            config=self.config,
            keys=open_keys(store.keys, production=False),
            clock=lambda: self.now,
            database=lasting(self.config.database),
            main=lasting(self.config.main_database),
        )
        self.keys = PublicKeys.from_file(store.public_keys)

    # Asking

    def send(self, request: dict[str, Any]) -> dict[str, Any]:
        return answer(self.vault, request)

    def id_token(self, nonce: str, *, subject: str, **claims: str) -> str:
        """The national login's word for somebody, good for ten minutes."""
        return id_token(nonce, subject=subject, exp=int(self.now.timestamp()) + 600, **claims)

    def ask(self, name: str, op: str, **args: Any) -> dict[str, Any]:
        """The result, or Refused with the vault's code."""
        said = self.send(
            {"v": 1, "op": op, "as": name, "secret": self.credentials.get(name, b""), "args": _plain(args)}
        )
        if not said["ok"]:
            raise Refused(said["code"])
        result: dict[str, Any] = said["result"]
        return result

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)

    def log(self, case: UUID | None = None) -> list[dict[str, Any]]:
        return list(self.vault.database.all("SELECT * FROM access_log WHERE case_id = %s ORDER BY id", case))

    def last_log(self) -> dict[str, Any]:
        row = self.vault.database.one("SELECT * FROM access_log ORDER BY id DESC LIMIT 1")
        assert row is not None
        return row

    # People

    def officers(self) -> Officers:
        return Officers(self.store, self.vault.database, self.now)

    def begin(self, site: str) -> tuple[dict[str, Any], str, str]:
        """(what the vault answered, the browser's nonce, the site's cookie)."""
        nonce, cookie = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        return self.ask("signin", "begin_login", site=site, pre=s256(cookie), browser=s256(nonce)), nonce, cookie

    def applicant(self, subject: str | None = None, **claims: str) -> Person:
        begun, nonce, cookie = self.begin("applicant")
        token = self.id_token(begun["nonce"], subject=subject or secrets.token_hex(8), **claims)
        done = self.ask("signin", "login_national", ticket=begun["ticket"], browser_nonce=nonce, id_token=token)
        return self.redeem("public", done["code"], cookie)

    def redeem(self, name: str, code: str, cookie: str, authenticator: SoftAuthenticator | None = None) -> Person:
        token = self.ask(name, "redeem", code=code, verifier=cookie)["token"]
        return Person(self.account_of(token), token, authenticator or SoftAuthenticator())

    def account_of(self, token: str) -> UUID:
        return UUID(json.loads(unb64(token.split(".")[0]))["account"])

    def staff(self, role: Role, place: str, account: UUID | None = None) -> Person:
        """Enrol a person; not signed in yet."""
        account = account or uuid4()
        entries = enrol_demo_person(
            self.officers(), account=account, person="demo", role=role, place=place, sites=self.sites
        )
        person = Person(account, "")
        for entry in entries:
            person.authenticator.load(entry)
        return person

    def sign_in(self, person: Person, site: str) -> Person:
        begun, nonce, cookie = self.begin(site)
        assertion = person.authenticator.get(self.sites["signin"], begun["challenge"])
        done = self.ask("signin", "login_passkey", ticket=begun["ticket"], browser_nonce=nonce, assertion=assertion)
        name = {"applicant": "public", "centre": "operator"}.get(site, site)
        return self.redeem(name, done["code"], cookie, person.authenticator)

    def revoke(self, kind: str, subject: object, purpose: str = "") -> None:
        """Two officers take back every statement of this kind about a person or an office; keys of one purpose."""
        rows = self.vault.database.all("SELECT raw FROM statement WHERE kind = %s AND subject = %s", kind, str(subject))
        for statement in (Statement.from_bytes(row["raw"]) for row in rows):
            if not purpose or statement.body["purpose"] == purpose:
                self.officers().revoke(statement)

    def registrar(self, office: str = "O-50", provinces: tuple[str, ...] = ("50",), site: str = "signing") -> Person:
        self.officers().give_jurisdiction(office, list(provinces))
        return self.sign_in(self.staff(Role.REGISTRAR, office), site)

    # Papers

    def seal(self, kind: str, case: UUID, value: dict[str, Any], *, version: int = 1) -> RecordRef:
        header = Header(self.keys.intake.id, kind, uuid7(), case, uuid7(), version)
        parts = seal(header, value, self.keys.intake)
        main = self.vault.main
        main.run(
            "INSERT INTO sealing_sealedrecord "
            '(id, "case", kind, subject, version, header, body, commitment, created_at) '
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            header.record, case, kind, header.subject, version, parts.header, parts.body, parts.commitment, self.now,
        )  # fmt: skip
        main.run("INSERT INTO sealing_sealedkey (record, sealed) VALUES (%s, %s)", header.record, parts.key)
        return RecordRef(header.record, parts.commitment)

    def new_case(self, owner: Person) -> UUID:
        case = uuid7()
        self.ask("public", "register_case", token=owner.token, case=case, subject=uuid7())
        return case

    def filing(self, *, province: str = "50", terms: dict[str, Any] | None = None, confirm: bool = True) -> Filing:
        owner = self.applicant()
        case = self.new_case(owner)
        filing = Filing(
            case=case,
            owner=owner,
            worker=None,
            worker_record=self.seal("answers/worker", case, WORKER),
            workplace=self.seal("answers/workplace", case, {"province": province, "address": "1 Road"}),
            terms=self.seal("terms", case, TERMS | (terms or {})),
        )
        if confirm:
            filing.worker = self.join(filing)
            self.confirm(filing)
        self.ask("check", "open_for", case=case, records=[ref.id for ref in filing.answers])
        return filing

    def invite(self, filing: Filing) -> str:
        record = filing.worker_record.id
        code = self.ask("public", "create_invitation", token=filing.owner.token, case=filing.case, record=record)[
            "code"
        ]
        return str(code)

    def claim(self, code: str, cookie: str, **changes: Any) -> dict[str, Any]:
        said = {"passport_number": "md123456", "birth_date": "1994-02-17", "pre": s256(cookie)}
        return self.ask("public", "claim_invitation", code=code, **(said | changes))

    def join(self, filing: Filing) -> Person:
        cookie = secrets.token_urlsafe(32)
        ticket = self.claim(self.invite(filing), cookie)["ticket"]
        return self.make_passkey(ticket, cookie)

    def make_passkey(
        self, ticket: str, cookie: str, authenticator: SoftAuthenticator | None = None, **more: Any
    ) -> Person:
        nonce, authenticator = secrets.token_urlsafe(32), authenticator or SoftAuthenticator()
        begun = self.ask("signin", "begin_passkey", ticket=ticket, browser=s256(nonce))
        made = authenticator.create(self.sites["signin"], begun["challenge"], UUID(begun["account"]).bytes, at=self.now)
        said = {"ticket": ticket, "browser_nonce": nonce, "attestation": made}
        done = self.ask("signin", "finish_passkey", **said, **more)
        return self.redeem("public", done["code"], cookie, authenticator)

    def confirm(self, filing: Filing, worker: Person | None = None) -> None:
        worker = worker or filing.worker
        assert worker is not None
        records = [ref.id for ref in filing.answers]
        begun = self.ask("public", "begin_confirmation", token=worker.token, case=filing.case, records=records)
        said = self.ask("signin", "confirmation", request=begun["request"])
        assertion = worker.authenticator.get(self.sites["signin"], said["challenge"], said["credentials"])
        self.ask("signin", "finish_confirmation", request=begun["request"], assertion=assertion)

    # Deciding

    def decide(self, filing: Filing, registrar: Person, *, site: str = "signing", **changes: Any) -> bytes:
        """The canonical bytes of a grant, with a nonce of the vault's."""
        decision = changes.pop("decision_id", None) or uuid7()
        begun = self.ask(site, "begin_decision", token=registrar.token, case=filing.case, decision=decision)
        said: dict[str, Any] = {
            "decision_id": decision,
            "application_id": filing.case,
            "application_number": filing.number,
            "service": "s59_new",
            "outcome": "granted",
            "terms": Bound(filing.terms.id, filing.terms.commitment),
            "reason": None,
            "law_refs": ("s.59",),
            "permit_fee": 310000,
            "valid_from": date(2026, 12, 1),
            "valid_until": date(2027, 11, 30),
            "dossier": Dossier(
                tuple(ref.id for ref in filing.answers), root([ref.commitment for ref in filing.answers])
            ),
            "registrar": registrar.account,
            "office": "O-50",
            "decided_at": self.now,
            "nonce": begun["nonce"],
            "expires_at": datetime.fromtimestamp(begun["expires_at"], UTC),
        }
        return Decision(**(said | changes)).to_bytes()

    def sign(self, registrar: Person, raw: bytes) -> Assertion:
        return registrar.authenticator.get(self.sites["signing"], decision_challenge(raw))

    def verify(self, registrar: Person, raw: bytes, assertion: Assertion) -> None:
        self.ask("signing", "verify_decision", token=registrar.token, decision=raw, assertion=assertion)

    def granted(self, registrar: Person | None = None, **terms: Any) -> tuple[Filing, Person, bytes, Assertion]:
        """A filing whose identity is confirmed and whose grant was verified."""
        registrar = registrar or self.registrar()
        filing = self.filing(terms=terms)
        clerk = self.clerk()
        self.at_counter(clerk, "confirm_identity", visit=self.visit(filing, clerk))
        raw = self.decide(filing, registrar)
        assertion = self.sign(registrar, raw)
        self.verify(registrar, raw, assertion)
        return filing, registrar, raw, assertion

    def issue(self, filing: Filing, raw: bytes, assertion: Assertion, paid: str | None = None) -> dict[str, Any]:
        return self.ask(
            "document",
            "issue_permit",
            case=filing.case,
            decision=raw,
            assertion=assertion,
            payment=paid or payment(filing.number),
        )


@contextmanager
def refused(code: str) -> Iterator[None]:
    """What happens inside is refused with this code."""
    with pytest.raises(Refused) as said:
        yield
    assert said.value.code == code
