"""Serials of blank cards on a page: `{{ cards|serials }}`. Each keeps together, and a range breaks between its ends."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from workpermit.card_stock.serials import Serials, show_serial

register = template.Library()


@register.filter
def serials(cards: Serials) -> SafeString:
    """`TH-0000-0001 – TH-0000-0100`."""
    ends = [cards.first] if cards.count == 1 else [cards.first, cards.last]
    return format_html_join(" – ", '<span class="num">{}</span>', ((show_serial(end),) for end in ends))


@register.filter
def serial(number: int | None) -> SafeString | str:
    """One serial; nothing where a card has no blank."""
    return "" if number is None else format_html('<span class="num">{}</span>', show_serial(number))
