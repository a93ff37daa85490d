"""What a clerk typed or scanned about blank cards: its shape is judged here, its sense by the ledger."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from workpermit.card_stock.queries import LONGEST_NOTE, list_stock, where_is
from workpermit.card_stock.serials import Serials, joined, read_range, without
from workpermit.core.ids import uuid7
from workpermit.core.text import one_form
from workpermit.sites.parts import PageError
from workpermit.sites.stock_words import centre_name

MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class Typed:
    """As typed, so that a form with a mistake shows it again."""

    id: UUID
    first: str = ""
    last: str = ""
    ranges: str = ""
    receiver: str = ""
    reason: str = ""
    note: str = ""


def read_typed(posted: QueryDict) -> Typed:
    """The form's fields; a missing or strange id becomes a new one."""
    try:
        form = UUID(posted.get("form", ""))
    except ValueError:
        form = uuid7()
    said = {name: posted.get(name, "").strip() for name in ("first", "last", "ranges", "receiver", "reason")}
    return Typed(form, **said, note=one_form(posted.get("note", "")).strip()[:LONGEST_NOTE])


def range_of(typed: Typed) -> Serials | PageError:
    """The range of the two fields."""
    try:
        return read_range(typed.first, typed.last)
    except ValueError:
        said = _("Two letters and eight digits, such as TH-0000-0123. The last serial comes after the first.")
        return PageError("first", said)


def ranges_of(typed: Typed) -> list[Serials] | PageError:
    """The ranges of the large field, one in each line: one serial, or the first and the last."""
    found: list[Serials] = []
    lines = [line for line in typed.ranges.splitlines() if line.strip()]
    for place, line in enumerate(lines[:MOST_LINES], start=1):
        serials = re.findall(r"[A-Za-z]{2}[\s\-–]*(?:[0-9][\s\-–]*){8}", line)
        if not 1 <= len(serials) <= 2 or re.sub(r"[\s\-–]", "", line) != re.sub(r"[\s\-–]", "", "".join(serials)):
            return PageError("ranges", _("Line %(line)s is not a serial or a range of serials.") % {"line": place})
        try:
            found.append(read_range(*serials))
        except ValueError:
            return PageError("ranges", _("Line %(line)s does not go up from its first serial.") % {"line": place})
    if len(lines) > MOST_LINES:
        return PageError("ranges", _("At most 500 lines. Join packs whose serials follow each other."))
    try:
        return joined(found)
    except ValueError:
        return PageError("ranges", _("A serial stands in two lines. Count each card once."))


def why_not(ranges: list[Serials], centre: str) -> str:
    """Where the books have the first of these cards that is not in this centre's stock."""
    for one in without(ranges, list_stock(centre)):
        held = where_is(one)
        if held is None:
            return _("%(card)s is not on the books. Was its delivery received?") % {"card": one}
        card = Serials(max(held.first, one.first), min(held.last, one.last))
        return _said(held.state) % {"card": card, "centre": centre_name(held.place)}
    return _("These cards are here.")


def _said(state: str) -> str:
    return {
        "stock": _("%(card)s is in the stock of %(centre)s."),
        "transit": _("%(card)s is on the way to %(centre)s. Accept the box first."),
        "used": _("%(card)s was used for a card already, at %(centre)s."),
        "spoiled": _("%(card)s is spoiled, at %(centre)s."),
        "written_off": _("%(card)s was written off at %(centre)s. Tell the Department that it is here."),
        "lost": _("%(card)s was written off on the way to %(centre)s. Tell the Department that it is here."),
    }[state]
