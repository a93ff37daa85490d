"""Filings of other shapes than the spine's: filed by the worker himself, joined by a known worker, of a demand."""

import secrets
from typing import Any

from tests.vault.world import TERMS, WORKER, Filing, Person, World, payment
from workpermit.core.ids import uuid7
from workpermit.sealing.assertion import Assertion
from workpermit.sealing.canonical import s256
from workpermit.sealing.decision import Decision
from workpermit.sealing.jws import verify_jws


def with_passkey(world: World, **claims: str) -> Person:
    """Somebody who signed in by the national login, which signed these claims, and made a passkey."""
    person, cookie = world.applicant(**claims), secrets.token_urlsafe(32)
    ticket = world.ask("public", "allow_passkey", token=person.token, pre=s256(cookie))["ticket"]
    return world.make_passkey(ticket, cookie)


def papers(world: World, filing_case: Any, owner: Person, *, worker: dict[str, Any], terms: dict[str, Any]) -> Filing:
    """The sealed papers of a case; nobody has joined."""
    return Filing(
        case=filing_case,
        owner=owner,
        worker=None,
        worker_record=world.seal("answers/worker", filing_case, worker),
        workplace=world.seal("answers/workplace", filing_case, {"province": "50", "address": "1 Road"}),
        terms=world.seal("terms", filing_case, TERMS | terms),
    )


def own(
    world: World,
    person: Person | None = None,
    *,
    confirm: bool = True,
    terms: dict[str, Any] | None = None,
    **worker: Any,
) -> Filing:
    """A filing of somebody for himself; `worker` changes what he says about himself."""
    person, case = person or with_passkey(world), uuid7()
    world.ask("public", "register_case", token=person.token, case=case, subject=uuid7(), self_filed=True)
    filing = papers(world, case, person, worker=WORKER | worker, terms=terms or {})
    filing.worker = person
    if confirm:
        world.confirm(filing)
    world.ask("check", "open_for", case=case, records=[ref.id for ref in filing.answers])
    return filing


def joined(
    world: World,
    person: Person,
    *,
    confirm: bool = True,
    terms: dict[str, Any] | None = None,
    **worker: Any,
) -> Filing:
    """An employer's filing about a worker who joins it with the account that he has."""
    owner = world.applicant()
    said = WORKER | worker
    filing = papers(world, world.new_case(owner), owner, worker=said, terms=terms or {})
    code = world.invite(filing)
    typed = {"passport_number": said["passport_number"], "birth_date": said["birth_date"]}
    world.claim(code, secrets.token_urlsafe(32), token=person.token, **typed)
    filing.worker = person
    if confirm:
        world.confirm(filing)
    world.ask("check", "open_for", case=filing.case, records=[ref.id for ref in filing.answers])
    return filing


def not_handed_in(world: World, filing: Filing) -> None:
    """As before the checks opened it."""
    world.vault.database.run("UPDATE casefile SET handed_in_at = NULL WHERE case_id = %s", filing.case)


def identify(world: World, filing: Filing) -> None:
    """A clerk compares the worker with the papers."""
    clerk = world.clerk()
    world.at_counter(clerk, "confirm_identity", visit=world.visit(filing, clerk))


def grant(world: World, filing: Filing, registrar: Person | None = None, **changes: Any) -> tuple[bytes, Assertion]:
    """A grant that the vault has verified."""
    registrar = registrar or world.registrar()
    raw = world.decide(filing, registrar, **changes)
    assertion = world.sign(registrar, raw)
    world.verify(registrar, raw, assertion)
    return raw, assertion


def issue(world: World, filing: Filing, raw: bytes, assertion: Assertion, op: str = "issue_permit") -> dict[str, Any]:
    """Have the vault issue, with the bank's word where the bytes name a fee."""
    fee = Decision.from_bytes(raw).permit_fee
    paid = {} if fee is None else {"payment": payment(filing.number, amount=str(fee))}
    return world.ask("document", op, case=filing.case, decision=raw, assertion=assertion, **paid)


def permit(world: World, filing: Filing, **changes: Any) -> str:
    """The number of the permit that this filing ends in."""
    raw, assertion = grant(world, filing, **changes)
    if not world.ask("document", "identity", case=filing.case)["confirmed"]:
        identify(world, filing)
    return str(issue(world, filing, raw, assertion)["number"])


def status(world: World, number: str) -> str:
    """What the vault says of a permit today."""
    statement = world.ask("public", "permit_status", number=number)["statement"]
    return str(verify_jws(statement, world.keys.status.public)["status"])
