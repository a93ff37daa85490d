"""`workpermit vault propose|enrol|sign|add`: how a real installation appoints people and takes power back.

Proposing and adding happen on the vault's machine, signing on each officer's own; files go between them.
"""

import argparse
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from workpermit.cli.failures import CannotStart
from workpermit.core.ids import uuid7
from workpermit.sealing.agreement import PURPOSE
from workpermit.sealing.canonical import b64, unb64
from workpermit.sealing.device import device_fingerprint
from workpermit.sealing.refusal import Refused
from workpermit.sealing.statement import Statement
from workpermit.vault.config import Config
from workpermit.vault.custody import open_keys
from workpermit.vault.database import Database
from workpermit.vault.device_requests import read_device_request
from workpermit.vault.file_keys import write_private, write_secret
from workpermit.vault.key_requests import (
    SITE_OF_PURPOSE,
    Enrolment,
    check_key,
    fingerprint,
    key_body,
    read_request,
    verify_key,
)
from workpermit.vault.power import ROOT
from workpermit.vault.proposals import countersign, propose, read_file, write_file
from workpermit.vault.statements import add_statement

FOR_EVER = 100  # years: a revocation does not run out

UNREAD = ("attestation", "public_key", "proof")  # parts of a statement that tell a reader nothing

# What a refusal means at this table.
SENTENCES = {
    "bad_statement": "The statement does not say what its kind needs, or the signatures do not count. It takes two "
    "different officers; for an officer, or to remove one, it takes the root.",
    "bad_args": "This file is not what it should be. Ask for it again.",
    "bad_challenge": "This request was made for another enrolment: another person, another purpose, or an earlier one.",
    "bad_origin": "This key was made at another address than the one in the vault's configuration.",
    "other_centre": "This request was made at another centre. It is enrolled there, or not at all.",
    "bad_signature": "The signature in the request does not verify.",
    "unknown_key": "No maker whom this key store trusts vouches for this key. A key that vouches for itself, or whose "
    "maker's certificate is not in the folder `attestation`, is not enrolled.",
    "copyable_key": "This key can be copied to other devices. Staff need a key that never leaves its device.",
    "not_verified_user": "The security key did not check its PIN or fingerprint.",
    "not_present_user": "The security key was not touched.",
}


def run_officer_command(said: argparse.Namespace, *, now: datetime) -> int:
    """Returns the exit status. Raises CannotStart."""
    try:
        if said.task == "sign":
            return sign(said)
        if said.task == "officer-key":
            return new_officer_key(said)
        config = Config.from_file(said.config)
        return {"enrol": enrol, "propose": propose_statement, "add": add}[said.task](said, config, now)
    except Refused as refusal:
        raise CannotStart(SENTENCES.get(refusal.code, refusal.code)) from refusal


def enrol(said: argparse.Namespace, config: Config, now: datetime) -> int:
    """Begin the enrolment of one key: a file to keep, and a link for the person."""
    enrolment = Enrolment.new(_account(said.account), said.purpose)
    _write(said.out, enrolment.to_text() + "\n")
    print(f"Account {enrolment.account}. Keep {said.out}; it is needed when the request comes back.")
    print("The person opens this address with the security key at hand:")
    print(f"{config.sites[SITE_OF_PURPOSE[said.purpose]]}/enrol/#{enrolment.code}")
    return 0


def propose_statement(said: argparse.Namespace, config: Config, now: datetime) -> int:
    """Write a statement that nobody has signed yet."""
    keys = open_keys(config.keys, production=config.production)
    try:
        subject, body = _content(said, config, keys, now)
        years = FOR_EVER if said.kind == "revocation" else said.years
        until = now + timedelta(days=365 * years)
        signed = propose(said.kind, subject, body, issuer=keys.issuer, valid_from=now, valid_until=until)
    finally:
        keys.close()
    _write(said.out, write_file(signed))
    print(f"Proposed in {said.out}:\n{describe(Statement.from_bytes(signed.raw))}")
    return 0


def sign(said: argparse.Namespace) -> int:
    """Show one officer what is to be signed, and add the signature."""
    signed = read_file(_read(said.file))
    print(describe(Statement.from_bytes(signed.raw)))
    if not said.yes and input("Sign this? Type yes: ").strip() != "yes":
        raise CannotStart("Not signed.")
    key = _private(said.officer)
    signed = countersign(signed, said.by or _name_of(said.officer), key)
    said.file.write_text(write_file(signed))
    print(f"Signed. {len(signed.signatures)} signature(s) in {said.file}.")
    return 0


def add(said: argparse.Namespace, config: Config, now: datetime) -> int:
    """Verify everything once more and hand the statement to the vault, where it counts from now on."""
    signed = read_file(_read(said.file))
    statement = Statement.from_bytes(signed.raw)
    keys = open_keys(config.keys, production=config.production)
    try:
        if statement.issuer != keys.issuer:
            raise CannotStart(f"This statement is about {statement.issuer!r}; this vault is {keys.issuer!r}.")
        if statement.kind == "key":
            check_key(statement, config, keys)
        with Database(config.database) as database:
            add_statement(database, signed, keys.root, at=now)
    finally:
        keys.close()
    print(f"Added.\n{describe(statement)}")
    return 0


def new_officer_key(said: argparse.Namespace) -> int:
    """Make a key pair on the new officer's own machine."""
    public = said.out.with_suffix(".pub.pem")
    for path in (said.out, public):
        _refuse_to_replace(path)
    key = Ed25519PrivateKey.generate()
    write_private(said.out, key)
    write_secret(public, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    print(f"{said.out} is the private key and stays on this machine. {public} goes into the proposal.")
    return 0


def describe(statement: Statement) -> str:
    """The statement in lines that an officer reads before signing; a device's key as the counter's page shows it."""
    shown = {name: value for name, value in statement.body.items() if name not in UNREAD}
    if statement.kind == "device":
        shown["key"] = f"compare with the counter's screen: {device_fingerprint(unb64(shown['key']))}"
    days = [datetime.fromtimestamp(at).astimezone().date() for at in (statement.valid_from, statement.valid_until)]
    lines = [f"  {statement.kind} of {statement.subject}, by {statement.issuer}", f"  id {statement.id}"]
    lines += [f"  {name}: {value}" for name, value in shown.items()]
    return "\n".join([*lines, f"  from {days[0]} to {days[1]}"])


def _content(said: argparse.Namespace, config: Config, keys: Any, now: datetime) -> tuple[str, dict[str, Any]]:
    """(subject, body) of the proposal."""
    if said.kind == "role":
        return str(_account(said.account)), {"role": said.role, "place": said.place, "order": said.order}
    if said.kind == "jurisdiction":
        return said.office, {"office": said.office, "provinces": sorted(set(said.provinces.split(",")))}
    if said.kind == "officer":
        return said.name, {"key": _public(said.key)}
    if said.kind == "device":
        return said.centre, read_device_request(_read(said.request), said.centre)
    if said.kind == "agreement":
        key = json.loads(_read(said.key))
        body = {"name": said.name, "key": key, "purpose": PURPOSE, "basis": said.basis, "per_minute": said.per_minute}
        return said.consumer, body
    if said.kind == "revocation":
        return said.statement, {"statement": said.statement}
    enrolment = Enrolment.from_text(_read(said.enrolment))
    attestation = read_request(_read(said.request), enrolment)
    made = verify_key(attestation, enrolment, config, keys, at=now)
    print("Compare with the screen of the person who made the key:")
    print(f"  {fingerprint(attestation)}")
    return enrolment.account, key_body(attestation, made, enrolment)


def _account(text: str) -> UUID:
    try:
        return uuid7() if text == "new" else UUID(text)
    except ValueError as error:
        raise CannotStart("An account is a UUID, or the word `new`.") from error


def _name_of(key: Path) -> str:
    """Under which name an officer signs: the id of the statement that makes him one."""
    if key.stem == ROOT:
        return ROOT
    beside = key.with_suffix(".json")
    try:
        said = json.loads(_read(beside))
        # `vault init` writes the id by itself; a later officer lays the statement's file beside the key.
        return str(UUID(said["id"] if "id" in said else said["statement"]["id"]))
    except (FileNotFoundError, KeyError, TypeError, ValueError) as error:
        raise CannotStart(f"Put the officer's own statement beside the key, as {beside}, or say `--by ID`.") from error


def _private(path: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(path.read_bytes(), None)
    except (TypeError, ValueError) as error:
        raise CannotStart(f"{path} is not a private key without a password.") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise CannotStart(f"{path} is not an officer's key (Ed25519).")
    return key


def _public(path: Path) -> str:
    try:
        key = load_pem_public_key(path.read_bytes())
    except ValueError as error:
        raise CannotStart(f"{path} is not a public key.") from error
    if not isinstance(key, Ed25519PublicKey):
        raise CannotStart(f"{path} is not an Ed25519 key.")
    return b64(key.public_bytes_raw())


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _write(path: Path, text: str) -> None:
    _refuse_to_replace(path)
    path.write_text(text, encoding="utf-8")


def _refuse_to_replace(path: Path) -> None:
    if path.exists():
        raise CannotStart(f"{path} is there already and is not replaced.")
