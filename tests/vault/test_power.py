"""Statements: two officers, a root, a time; a row alone gives no power."""

from datetime import timedelta
from uuid import UUID, uuid4

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from psycopg.types.json import Jsonb

from tests.vault.world import World, refused
from workpermit.core.ids import uuid7
from workpermit.sealing.canonical import b64
from workpermit.sealing.statement import Statement
from workpermit.vault.init import init_store
from workpermit.vault.power import ROOT, Power
from workpermit.vault.statements import SignedStatement, add_statement, sign_statement


@pytest.fixture
def power(world: World) -> Power:
    return Power(world.vault.database, world.vault.keys.root)


def statement(world: World, kind: str = "role", subject: str | None = None, **body: object) -> Statement:
    return Statement(
        id=uuid7(),
        kind=kind,
        issuer=world.store.issuer,
        subject=subject or str(uuid4()),
        body=body or {"role": "registrar", "place": "O-50", "order": "1/2569"},
        valid_from=int(world.now.timestamp()),
        valid_until=int((world.now + timedelta(days=365)).timestamp()),
    )


def root_key(world: World) -> Ed25519PrivateKey:
    return load_pem_private_key((world.store.officers / "root.pem").read_bytes(), None)


def insert(world: World, signed: SignedStatement, said: Statement) -> None:
    """As somebody who may write to the vault's database, past every check."""
    world.vault.database.run(
        "INSERT INTO statement VALUES (%s, %s, %s, '', %s, %s, %s)",
        said.id,
        said.kind,
        said.subject,
        signed.raw,
        Jsonb([{"by": by, "signature": b64(signature)} for by, signature in signed.signatures]),
        world.now,
    )


def forge(world: World, power: Power, signed: SignedStatement, said: Statement) -> list[tuple[str, str]]:
    with refused("bad_statement"):
        add_statement(world.vault.database, signed, world.vault.keys.root, at=world.now)
    insert(world, signed, said)
    return power.roles(uuid_of(said), at=world.now)


def uuid_of(said: Statement):
    return UUID(said.subject)


def test_two_officers_give_a_role_for_its_time(world: World, power: Power):
    said = statement(world)
    add_statement(
        world.vault.database, sign_statement(said, world.store.signers()), world.vault.keys.root, at=world.now
    )

    account = uuid_of(said)
    assert power.roles(account, at=world.now) == [("registrar", "O-50")]
    assert power.roles(account, at=world.now - timedelta(seconds=1)) == []
    assert power.roles(account, at=world.now + timedelta(days=365)) == []


def test_one_officer_alone_gives_nothing(world: World, power: Power):
    said = statement(world)
    [first, _] = world.store.signers().items()

    assert forge(world, power, sign_statement(said, dict([first])), said) == []


def test_one_officers_signature_twice_gives_nothing(world: World, power: Power):
    said = statement(world)
    [first, _] = world.store.signers().items()
    signed = sign_statement(said, dict([first]))

    assert forge(world, power, SignedStatement(signed.raw, signed.signatures * 2), said) == []


def test_one_officer_under_both_names_gives_nothing(world: World, power: Power):
    said = statement(world)
    names, keys = zip(*world.store.signers().items(), strict=True)

    assert forge(world, power, sign_statement(said, dict.fromkeys(names, keys[0])), said) == []


def test_strangers_who_call_themselves_officers_give_nothing(world: World, power: Power):
    said = statement(world)
    strangers = {name: Ed25519PrivateKey.generate() for name in world.store.signers()}

    assert forge(world, power, sign_statement(said, strangers), said) == []


def test_an_officer_whom_the_root_did_not_sign_gives_nothing(world: World, power: Power):
    """Two self-made officers, put into the vault's own table, sign for each other."""
    made = {}
    for number in range(2):
        key = Ed25519PrivateKey.generate()
        officer = statement(world, "officer", f"self-{number}", key=b64(key.public_key().public_bytes_raw()))
        insert(world, sign_statement(officer, {ROOT: key}), officer)
        made[str(officer.id)] = key
    said = statement(world)

    assert forge(world, power, sign_statement(said, made), said) == []


def test_the_root_alone_appoints_nobody(world: World, power: Power):
    said = statement(world)

    assert forge(world, power, sign_statement(said, {ROOT: root_key(world)}), said) == []


def test_a_changed_statement_gives_nothing(world: World, power: Power):
    said = statement(world)
    signed = sign_statement(said, world.store.signers())
    changed = signed.raw.replace(b'"place":"O-50"', b'"place":"O-10"')

    assert forge(world, power, SignedStatement(changed, signed.signatures), said) == []


def test_a_plain_column_gives_nothing(world: World, power: Power):
    """A real statement stored under somebody else's account."""
    said, thief = statement(world), uuid4()
    signed = sign_statement(said, world.store.signers())
    world.vault.database.run(
        "INSERT INTO statement VALUES (%s, 'role', %s, '', %s, %s, %s)",
        said.id,
        str(thief),
        signed.raw,
        Jsonb([{"by": by, "signature": b64(signature)} for by, signature in signed.signatures]),
        world.now,
    )

    assert power.roles(thief, at=world.now) == []


def test_a_revocation_works_from_its_time(world: World, power: Power):
    account = uuid4()
    given = world.officers().give_role(account, "registrar", "O-50", "1")
    before = world.now
    world.later(days=1)
    world.officers().revoke(given)

    assert power.roles(account, at=world.now) == []
    assert power.roles(account, at=before) == [("registrar", "O-50")]


def test_one_officer_revokes_nothing(world: World, power: Power):
    account = uuid4()
    given = world.officers().give_role(account, "registrar", "O-50", "1")
    said = statement(world, "revocation", str(given.id), statement=str(given.id))
    [first, _] = world.store.signers().items()
    insert(world, sign_statement(said, dict([first])), said)

    assert power.roles(account, at=world.now) == [("registrar", "O-50")]


def add_officer(world: World, valid_until: int | None = None) -> tuple[Statement, Ed25519PrivateKey]:
    key = Ed25519PrivateKey.generate()
    officer = statement(world, "officer", "third", key=b64(key.public_key().public_bytes_raw()))
    add_statement(
        world.vault.database, sign_statement(officer, {ROOT: root_key(world)}), world.vault.keys.root, at=world.now
    )
    return officer, key


def test_the_root_removes_an_officer_and_what_was_signed_before_stands(world: World, power: Power):
    officer, key = add_officer(world)
    [first, _] = world.store.signers().items()
    signers = {str(officer.id): key, first[0]: first[1]}
    before, after = statement(world), statement(world)
    add_statement(world.vault.database, sign_statement(before, signers), world.vault.keys.root, at=world.now)
    world.later(days=1)
    removal = statement(world, "revocation", str(officer.id), statement=str(officer.id))
    add_statement(
        world.vault.database, sign_statement(removal, {ROOT: root_key(world)}), world.vault.keys.root, at=world.now
    )

    assert forge(world, power, sign_statement(after, signers), after) == []
    assert power.roles(uuid_of(before), at=world.now) == [("registrar", "O-50")]


def test_two_officers_do_not_remove_a_third(world: World, power: Power):
    """Else two officers could shut out everybody else; only the root makes and removes officers."""
    officer, key = add_officer(world)
    removal = statement(world, "revocation", str(officer.id), statement=str(officer.id))
    insert(world, sign_statement(removal, world.store.signers()), removal)
    [first, _] = world.store.signers().items()
    said = statement(world)

    add_statement(
        world.vault.database,
        sign_statement(said, {str(officer.id): key, first[0]: first[1]}),
        world.vault.keys.root,
        at=world.now,
    )
    assert power.roles(uuid_of(said), at=world.now) == [("registrar", "O-50")]


def test_an_officers_time_is_judged_when_the_statement_comes(world: World):
    officer, key = add_officer(world)
    [first, _] = world.store.signers().items()
    world.later(days=366)
    said = statement(world)

    with refused("bad_statement"):
        add_statement(
            world.vault.database,
            sign_statement(said, {str(officer.id): key, first[0]: first[1]}),
            world.vault.keys.root,
            at=world.now,
        )


def test_a_statement_of_another_store_gives_nothing(world: World, power: Power, tmp_path):
    other = init_store(tmp_path / "other", demo=True, at=world.now)
    said = statement(world)

    assert forge(world, power, sign_statement(said, other.signers()), said) == []


@pytest.mark.parametrize("raw", [b"", b"{}", b"[]", b'{"v":1}', b"\xff", b"{"])
def test_what_is_no_statement_is_refused(world: World, raw):
    with refused("bad_statement"):
        add_statement(world.vault.database, SignedStatement(raw, ()), world.vault.keys.root, at=world.now)


def test_statements_are_only_added_to(world: World):
    for sql in ("UPDATE statement SET subject = 'x'", "DELETE FROM statement", "TRUNCATE statement"):
        with pytest.raises(psycopg.errors.RaiseException):
            world.vault.database.run(sql)


def test_a_revocation_removes_no_other_statement_than_its_subject(world: World, power: Power):
    """Removing an officer needs the root; two officers must not get there by naming a role as the subject."""
    root = world.vault.keys.root
    role = statement(world)
    add_statement(world.vault.database, sign_statement(role, world.store.signers()), root, at=world.now)
    officer = next(iter(world.store.signers()))
    removal = statement(world, "revocation", str(role.id), statement=officer)

    add_statement(world.vault.database, sign_statement(removal, world.store.signers()), root, at=world.now)

    assert power.roles(uuid_of(role), at=world.now) == [("registrar", "O-50")]
