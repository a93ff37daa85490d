"""The employer against the register of companies, as an officer sees it: both values, the source, the reason given."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workpermit.catalogue.definition import Service
from workpermit.catalogue.forms import show_answer
from workpermit.exchange.facts import SECTION, differences
from workpermit.exchange.queries import CHECK, FORM, newest_answers, read_record
from workpermit.sites.parts import Fact
from workpermit.sites.register_words import facts_shown
from workpermit.sites.registrar.findings import CHIPS, Finding

if TYPE_CHECKING:
    from workpermit.exchange.models import RegistryAnswer

NAME = _("The employer against the register of companies")
WHY = _("The registrar judges the employer as registered. The Department of Business Development keeps that register.")
REASONS: dict[str, str | Promise] = {
    "differs": _("What the employer declared differs from the register."),
    "disputed": _("What the employer declared differs from the register; the employer gave a reason."),
    "not_operating": _("The register does not call the employer operating."),
    "not_registered": _("The register has no juristic person with the number that was given."),
    "unavailable": _("The register has not answered yet. It is asked again by itself."),
}


@dataclass(frozen=True, slots=True)
class Rows:
    """The newest answer to the government's own question, and the newest that the employer saw."""

    check: "RegistryAnswer | None"
    form: "RegistryAnswer | None"

    @property
    def records(self) -> list[UUID]:
        """The sealed records behind them, which belong to the dossier."""
        return [one.record for one in (self.check, self.form) if one and one.record]


@dataclass(frozen=True, slots=True)
class Difference:
    """One question that employer and register answer differently."""

    question: str
    declared: str
    registered: str


@dataclass(frozen=True, slots=True)
class Register:
    """What the register says. `own_question` is false where only the employer's form has asked it so far."""

    at: datetime
    facts: list[Fact]
    differences: list[Difference]
    dispute: str
    own_question: bool


def register_rows(case: UUID) -> Rows:
    """What was asked about this case."""
    newest = newest_answers(case)
    return Rows(newest.get(CHECK), newest.get(FORM))


def register_seen(
    rows: Rows, service: Service, sections: Mapping[str, Any], opened: Mapping[str, Any], language: str
) -> Register | None:
    """The opened entry beside the opened answers; None where the register has said nothing."""
    row = rows.check if rows.check and rows.check.record else rows.form
    if row is None or row.record is None or str(row.record) not in opened or SECTION not in sections:
        return None
    registered = read_record(opened[str(row.record)])
    declared = opened.get(str(sections[SECTION].record), {})
    told = opened.get(str(rows.form.record)) if rows.form and rows.form.record else None
    said: dict[str, Any] = {**registered.facts.form_values(), "capital": registered.facts.paid_up}
    fields = {field.id: field for field in service.section_by_id(SECTION).fields}
    return Register(
        at=registered.at,
        facts=facts_shown(registered.facts),
        differences=[
            Difference(
                fields[name].label.show(language),
                show_answer(fields[name], declared[name], language),
                show_answer(fields[name], said[name], language),
            )
            for name in differences(declared, registered.facts)
            if name in fields
        ],
        dispute=read_record(told).dispute if told else "",
        own_question=row is rows.check,
    )


def register_finding(rows: Rows, service: Service) -> Finding | None:
    """What the comparison found, beside the other automatic checks; None before it has run."""
    row = rows.check
    if row is None:
        return None
    reason = _reason(row, disputed=bool(rows.form and rows.form.disputed))
    outcome = "unknown" if reason == "unavailable" else "look" if reason else "pass"
    kind, state = CHIPS[outcome]
    return Finding(
        name=NAME,
        outcome=outcome,
        kind=kind,
        state=state,
        reason=REASONS[reason] if reason else None,
        why=WHY,
        law=service.legal_basis(),
        details=[],
    )


def _reason(row: "RegistryAnswer", *, disputed: bool) -> str:
    if row.outcome != "answered":
        return row.outcome
    if row.standing != "operating":
        return "not_operating"
    if row.differs:
        return "disputed" if disputed else "differs"
    return ""
