"""The arguments of `workpermit vault`."""

import argparse
from pathlib import Path

ROLES = ("registrar", "assistant_registrar", "operator_clerk", "centre_manager", "policy_officer")


def add_vault_tasks(vault: argparse.ArgumentParser) -> None:
    """Every task of `workpermit vault`, with what it needs."""
    tasks = vault.add_subparsers(dest="task", required=True, metavar="TASK")
    init = tasks.add_parser("init", help="make the root and the first two officers")
    init.add_argument("--demo", action="store_true", help="make a demonstration key store")
    statements = tasks.add_parser("statements", help="list every statement with who signed it")

    enrol = tasks.add_parser("enrol", help="begin the enrolment of a staff member's key")
    enrol.add_argument("--account", required=True, help="the account's UUID, or `new`")
    enrol.add_argument("--purpose", required=True, choices=["login", "decision"], help="what the key is for")
    enrol.add_argument("--out", type=Path, required=True, help="file to keep until the request comes back")

    propose = tasks.add_parser("propose", help="write a statement that officers sign")
    _add_kinds(propose)

    sign = tasks.add_parser("sign", help="add one officer's signature to a proposed statement")
    sign.add_argument("file", type=Path, help="the statement's file")
    sign.add_argument("--officer", type=Path, required=True, help="the officer's private key (PEM)")
    sign.add_argument("--by", help="id of the officer's statement, where it does not lie beside the key")
    sign.add_argument("--yes", action="store_true", help="do not ask before signing")

    add = tasks.add_parser("add", help="verify a signed statement and hand it to the vault")
    add.add_argument("file", type=Path, help="the statement's file")

    officer_key = tasks.add_parser("officer-key", help="make a new officer's key pair, on the officer's machine")
    officer_key.add_argument("--out", type=Path, required=True, help="where the private key goes (PEM)")

    for task in (init, statements, enrol, add):
        _add_config(task)


def _add_kinds(propose: argparse.ArgumentParser) -> None:
    kinds = propose.add_subparsers(dest="kind", required=True, metavar="KIND")
    role = kinds.add_parser("role", help="make somebody a registrar, assistant, clerk, manager or policy officer")
    role.add_argument("--account", required=True, help="the account's UUID, or `new`")
    role.add_argument("--role", required=True, choices=ROLES)
    role.add_argument("--place", required=True, help="code of the office or the centre; DOE for a policy officer")
    role.add_argument("--order", required=True, help="the appointment order, such as 12/2569")

    key = kinds.add_parser("key", help="enrol a key from its request")
    key.add_argument("--request", type=Path, required=True, help="the request that the person's browser made")
    key.add_argument("--enrolment", type=Path, required=True, help="the file that `vault enrol` wrote")

    jurisdiction = kinds.add_parser("jurisdiction", help="say for which provinces an office decides")
    jurisdiction.add_argument("--office", required=True, help="code of the office")
    jurisdiction.add_argument("--provinces", required=True, help="codes of provinces, with commas: 10,11,12")

    officer = kinds.add_parser("officer", help="make somebody an officer (signed by the root)")
    officer.add_argument("--name", required=True)
    officer.add_argument("--key", type=Path, required=True, help="public key (PEM) from `vault officer-key`")

    device = kinds.add_parser("device", help="enrol a counter's device at a service centre")
    device.add_argument("--centre", required=True, help="code of the centre")
    device.add_argument("--request", type=Path, required=True, help="the request that the counter's browser made")

    agreement = kinds.add_parser("agreement", help="let another office ask whether a permit is valid for an employer")
    agreement.add_argument("--consumer", required=True, help="the office's short name in its questions, such as sso")
    agreement.add_argument("--name", required=True, help="its full name, as workers read it in their log")
    agreement.add_argument("--basis", required=True, help="the law that lets it ask")
    agreement.add_argument("--key", type=Path, required=True, help="its public key (JWK, Ed25519 or P-256)")
    agreement.add_argument("--per-minute", type=int, default=60, help="how many questions in a minute")

    revocation = kinds.add_parser("revocation", help="take a statement back, from now on and for ever")
    revocation.add_argument("--statement", required=True, help="id of the statement")

    for kind in (role, key, jurisdiction, officer, device, agreement, revocation):
        kind.add_argument("--years", type=int, default=1, choices=range(1, 6), metavar="1..5", help="how long it holds")
        kind.add_argument("--out", type=Path, required=True, help="file for the statement")
        _add_config(kind)


def _add_config(task: argparse.ArgumentParser) -> None:
    task.add_argument("--config", type=Path, required=True, help="the vault's configuration file")
