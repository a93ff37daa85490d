"""What a letter's text may use: numbers, dates and reasons in the reader's language."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.conf import settings

from workpermit.catalogue.queries import get_centre, get_service
from workpermit.core.calendar import show_date, show_time
from workpermit.core.ids import show_number
from workpermit.core.money import show_baht
from workpermit.letters.models import Letter


def words_of(letter: Letter, sealed: Mapping[str, Any], contact: Mapping[str, Any], language: str) -> dict[str, str]:
    """Every word that the texts know; those that the act does not provide are empty."""
    facts = letter.facts
    service = get_service(str(facts["service"]), letter.queued_at).definition if "service" in facts else None
    reasons = [service.reason(code).text.show(language) for code in facts.get("reasons", [])] if service else []
    documents = [service.document(id).name.show(language) for id in facts.get("documents", [])] if service else []
    return {
        "name": str(contact.get("name") or ""),
        "number": show_number(str(facts["number"])) if facts.get("number") else "",
        "service": service.name.show(language) if service else "",
        "link": f"{settings.SITES['applicant']}{_page(letter)}",
        "baht": show_baht(int(facts["satang"])) if "satang" in facts else "",
        "due": _when(facts.get("due_at", ""), language),
        "reasons": "\n".join([*(f"- {reason}" for reason in reasons), *(f"  • {name}" for name in documents)]),
        "words": str(sealed.get("words", "")),
        "appeal_until": show_date(date.fromisoformat(facts["appeal_until"]), language)
        if "appeal_until" in facts
        else "",
        "permit": show_number(str(facts["permit"])) if "permit" in facts else "",
        "until": show_date(date.fromisoformat(facts["until"]), language) if "until" in facts else "",
        "centre": _centre(str(facts.get("centre", "")), language),
    }


def _page(letter: Letter) -> str:
    """Where the reader sees more; a letter about the account leads to the account."""
    if letter.root == letter.account:
        return "/account/"
    where = {"basket": "baskets", "complaint": "complaints", "notice": "notices"}
    return f"/{where.get(letter.template.partition('_')[0], 'applications')}/{letter.root}/"


def _when(text: str, language: str) -> str:
    return show_time(datetime.fromisoformat(text), language) if text else ""


def _centre(code: str, language: str) -> str:
    if not code:
        return ""
    return get_centre(code).name.show(language)
