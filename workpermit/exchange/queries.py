"""Finding what a register answered for a case."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from workpermit.core.row_query import RowQuery
from workpermit.exchange.facts import EmployerFacts
from workpermit.exchange.models import RegistryAnswer

FORM, CHECK = RegistryAnswer.AskedBy.FORM, RegistryAnswer.AskedBy.CHECK
PER_HOUR = 30  # questions of one account
_NEWEST = RowQuery(RegistryAnswer, 'WHERE "case" = %s AND asked_by = %s ORDER BY id DESC LIMIT 1')
_NEWEST_OF_EACH = RowQuery(
    RegistryAnswer,
    'WHERE id IN (SELECT DISTINCT ON (asked_by) id FROM exchange_registryanswer WHERE "case" = %s '
    "ORDER BY asked_by, id DESC)",
)


@dataclass(frozen=True, slots=True)
class Registered:
    """What a sealed `registry` record holds. `at` is when the register was asked, `dispute` the employer's words."""

    facts: EmployerFacts
    at: datetime
    dispute: str


def newest_answer(case: UUID, asked_by: str) -> RegistryAnswer | None:
    """The newest answer that was asked for by the form or by the check."""
    found = _NEWEST(case, asked_by)
    return found[0] if found else None


def newest_answers(case: UUID) -> dict[str, RegistryAnswer]:
    """The newest answer for each who asked, by who asked."""
    return {one.asked_by: one for one in _NEWEST_OF_EACH(case)}


def registry_records(case: UUID) -> list[UUID]:
    """The sealed records that belong to the dossier: the check's own question and the form's, where answered."""
    return [one.record for one in newest_answers(case).values() if one.record]


def may_ask(account: UUID, at: datetime) -> bool:
    """Whether the account is within its limit of this hour."""
    asked = RegistryAnswer.objects.filter(account=account, asked_at__gt=at - timedelta(hours=1))
    return asked.count() < PER_HOUR


def read_record(value: Mapping[str, Any]) -> Registered:
    """An opened `registry` record."""
    facts = msgspec.convert(value["facts"], EmployerFacts)
    return Registered(facts, datetime.fromisoformat(value["fetched_at"]), str(value.get("dispute", "")))
