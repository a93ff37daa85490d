"""The employer's section with what the register of companies says: shown instead of asked, and open to dispute."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from workpermit.answers.services import right_answers
from workpermit.catalogue.filers import settled_answers
from workpermit.catalogue.forms import Cleaned, Question, questions
from workpermit.exchange.facts import NUMBER, SECTION, EmployerFacts, differences
from workpermit.exchange.inside import Answer, Outcome, is_connected
from workpermit.exchange.queries import FORM, newest_answer, read_record
from workpermit.exchange.services import ask_for_form, fill_in, keep_for_form
from workpermit.sites.applicant.filing import Filing, Notice
from workpermit.sites.http import Request
from workpermit.sites.register_words import facts_shown

if TYPE_CHECKING:
    from workpermit.exchange.models import RegistryAnswer

DISPUTE, SHOWN_FOR = "registry_dispute", "registry_number"
ASK = "ask"
NOT_YET = ("required", "choose")  # what is missing is no mistake of somebody who has only asked the register


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page says of the register. `answers` are the questions that it has answered already."""

    outcome: str
    facts: EmployerFacts | None = None
    at: datetime | None = None
    dispute: str = ""

    def rows(self) -> list[Any]:
        """Terms and values for the page."""
        return facts_shown(self.facts) if self.facts else []


def has_register(filing: Filing | Notice, section: str) -> bool:
    """Whether this section asks about an employer whom the register may know."""
    if not isinstance(filing, Filing) or section != SECTION or not is_connected():
        return False
    return {NUMBER, "name_th"} <= {field.id for field in filing.service.section_by_id(section).fields}


def ask_register(
    request: Request, filing: Filing | Notice, section: str, posted: Mapping[str, str], at: datetime
) -> tuple[Answer | None, dict[str, str]]:
    """The register's answer about the number that was typed, and what was typed with its blanks filled in."""
    typed = dict(posted)
    shown_for = typed.pop(SHOWN_FOR, "")
    answer = ask_for_form(typed, by=request.actor, at=at) if has_register(filing, section) else None
    if answer is None or answer.facts is None:
        return answer, typed
    if shown_for and shown_for != answer.facts.number:
        # The number was changed under the entry of another company, whose values are of no use now.
        typed |= dict.fromkeys(answer.facts.form_values(), "")
    return answer, fill_in(typed, answer.facts)


def keep_answer(
    request: Request, filing: Filing | Notice, answer: Answer, cleaned: Cleaned, dispute: str, at: datetime
) -> "RegistryAnswer":
    """Keep what the register said beside the answers that were just saved."""
    assert isinstance(filing, Filing)
    return keep_for_form(
        answer,
        case=filing.id,
        subject=filing.application.subject,
        declared=right_answers(cleaned),
        dispute=dispute,
        by=request.actor,
        at=at,
    )


def shown_now(answer: Answer | None, dispute: str, at: datetime) -> Shown | None:
    """What the register has just said."""
    return Shown(answer.outcome, answer.facts, at, dispute) if answer else None


def newest_row(filing: Filing | Notice, section: str) -> "RegistryAnswer | None":
    """The newest answer that was given to this form."""
    return newest_answer(filing.id, FORM) if has_register(filing, section) else None


def shown_before(row: "RegistryAnswer | None", opened: Mapping[Any, Any], values: Mapping[str, Any]) -> Shown | None:
    """What the register said when the section was saved; nothing once the number is another one."""
    if row is None:
        return None
    if row.record is None:
        return Shown(row.outcome)
    registered = read_record(opened[row.record])
    if registered.facts.number != values.get(NUMBER):
        return None
    return Shown(Outcome.ANSWERED, registered.facts, registered.at, registered.dispute)


def register_context(
    request: Request, filing: Filing | Notice, section: Any, cleaned: Cleaned, shown: Shown | None
) -> dict[str, Any]:
    """What the page needs beside the questions that are asked as ever."""
    only_asked = request.GET.get("asked") == "1"
    errors = [one for one in cleaned.errors if not (only_asked and one.code in NOT_YET)]
    cleaned = replace(cleaned, errors=errors)
    settled = settled_answers(section)
    all_questions = [one for one in questions(section, cleaned.values, cleaned.errors) if one.id not in settled]
    known = shown.facts.form_values() if shown and shown.facts else {}
    answered: list[Question] = [one for one in all_questions if one.id in known]
    differs = differences(right_answers(cleaned), shown.facts) if shown and shown.facts else []
    return {
        "questions": [one for one in all_questions if one.id not in known],
        "errors": errors,
        "register": shown,
        "register_answers": answered,
        "register_differs": bool(differs),
        "register_open": bool(differs) or any(one.error for one in answered),
        "register_may_be_asked": has_register(filing, section.id) and not known,
    }
