"""What is stopped now, as a note on the pages that it concerns: `{% freeze_notes service.id "filings" %}`."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from workpermit.core.languages import THAI
from workpermit.freezes.queries import in_force, of_service

if TYPE_CHECKING:
    from workpermit.freezes.models import Freeze

register = template.Library()


@register.inclusion_tag("sites/parts/freezes.html")
def freeze_notes(service: str = "", stops: str = "filings") -> dict[str, Any]:
    """The freezes of filings, decisions or (`any`) both that concern a service; without one, those of all services.

    Each is told in Thai to whoever reads Thai and in English to everybody else.
    """
    found = of_service(in_force(timezone.now()), service)
    return _told([one for one in found if stops == "any" or getattr(one, stops)])


@register.inclusion_tag("sites/parts/freezes.html")
def freezes_that_stopped(freezes: Sequence["Freeze"]) -> dict[str, Any]:
    """The freezes that a broken rule names: after it, nothing can be asked of the database any more."""
    return _told(freezes)


def _told(freezes: Sequence["Freeze"]) -> dict[str, Any]:
    thai = get_language() == THAI
    language = THAI if thai else "en"
    told = [{"freeze": one, "message": one.message_th if thai else one.message_en} for one in freezes]
    return {"told": told, "message_language": language}


@register.filter
def name_of(names: Mapping[str, Any], key: str) -> Any:
    """What a table says about a key; nothing where it lacks the key."""
    return names.get(key, "")
