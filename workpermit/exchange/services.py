"""Asking a register for a form or for a check, and keeping what it said."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7
from workpermit.core.text import bare
from workpermit.exchange import inside
from workpermit.exchange.facts import JURISTIC, KIND, NUMBER, EmployerFacts, differences, is_juristic_number
from workpermit.exchange.inside import Answer, Outcome
from workpermit.exchange.models import RegistryAnswer
from workpermit.exchange.queries import may_ask
from workpermit.sealing.services import write_record

SOURCE = "dbd"
LONGEST_DISPUTE = 1000  # characters


def ask_for_form(typed: Mapping[str, str], *, by: Actor, at: datetime) -> Answer | None:
    """What the register says about the number that the employer typed, None where there is nothing to ask.

    Takes two seconds at the most. Called before anything is locked; never raises.
    """
    number = bare(typed.get(NUMBER, ""))
    if not inside.is_connected() or typed.get(KIND, JURISTIC) != JURISTIC or not is_juristic_number(number):
        return None
    return inside.ask(number) if may_ask(by.id, at) else inside.UNAVAILABLE


def fill_in(typed: Mapping[str, str], facts: EmployerFacts) -> dict[str, str]:
    """What was typed, and what the register says where nothing was typed."""
    known = {name: value for name, value in facts.form_values().items() if not typed.get(name, "").strip()}
    return {**typed, **known}


def keep_for_form(
    answer: Answer,
    *,
    case: UUID,
    subject: UUID,
    declared: Mapping[str, Any],
    dispute: str,
    by: Actor,
    at: datetime,
) -> RegistryAnswer:
    """Keep what the register said to the filer, with the filer's reason where his answers say otherwise."""
    return _keep(answer, RegistryAnswer.AskedBy.FORM, case, subject, declared, at, dispute=dispute, account=by.id)


def keep_for_check(
    answer: Answer, *, case: UUID, subject: UUID, declared: Mapping[str, Any], at: datetime
) -> RegistryAnswer:
    """Keep what the register said to the government's own question, which alone counts for the officer."""
    return _keep(answer, RegistryAnswer.AskedBy.CHECK, case, subject, declared, at)


def _keep(
    answer: Answer,
    asked_by: RegistryAnswer.AskedBy,
    case: UUID,
    subject: UUID,
    declared: Mapping[str, Any],
    at: datetime,
    *,
    dispute: str = "",
    account: UUID | None = None,
) -> RegistryAnswer:
    facts = answer.facts if answer.outcome == Outcome.ANSWERED else None
    differs = differences(declared, facts) if facts else []
    reason = dispute.strip()[:LONGEST_DISPUTE] if differs else ""
    row = RegistryAnswer(
        id=uuid7(), case=case, account=account, asked_by=asked_by, outcome=answer.outcome, differs=differs,
        standing=facts.status if facts else "", disputed=bool(reason), asked_at=at,
    )  # fmt: skip
    if facts:
        value = {"source": SOURCE, "fetched_at": at.isoformat(), "facts": msgspec.to_builtins(facts)}
        if reason:
            value["dispute"] = reason
        row.record = write_record(kind="registry", case=case, subject=subject, value=value, at=at).id
    RegistryAnswer.objects.bulk_create([row])
    return row
