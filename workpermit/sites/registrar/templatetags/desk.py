"""How long something has waited, entries of maps, and the long lists of a case page.

Those lists are most of the page, and a template takes some microseconds for each value that it shows:
drawn here they cost next to nothing. Every text goes through `escaped`.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from workpermit.catalogue.definition import Text
from workpermit.core.calendar import show_time
from workpermit.sites.templatetags.show import chip, escaped, language, said

if TYPE_CHECKING:
    from workpermit.sites.parts import Fact, Words
    from workpermit.sites.registrar.dossier import Paper
    from workpermit.sites.registrar.findings import Finding
    from workpermit.sites.registrar.history import Event

register = template.Library()


@register.filter
def waited(since: datetime) -> str:
    """`3 days`, `5 hours`, `less than an hour`: one unit is enough to choose what to open first."""
    gone = timezone.now() - since
    hours = gone.seconds // 3600
    if gone.days > 0:
        return ngettext("%(count)d day", "%(count)d days", gone.days) % {"count": gone.days}
    if hours > 0:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return gettext("less than an hour")


@register.filter
def get(texts: Mapping[str, str], name: str) -> str:
    """The entry of a map under a name that is no identifier."""
    return texts.get(name, "")


@register.simple_tag
def answers(facts: "Iterable[Fact]") -> SafeString:
    """Questions and answers of one section, inside a `dl`."""
    nothing = f'<span class="muted">{escaped(gettext("Not given"))}</span>'
    return SafeString(
        "".join(f"<div><dt>{escaped(fact.term)}</dt><dd>{escaped(fact.value) or nothing}</dd></div>" for fact in facts)
    )


@register.simple_tag
def page_images(application: UUID, paper: "Paper") -> SafeString:
    """The page images of one paper, each a link to itself."""
    name, count = said(paper.name), len(paper.pages)
    words = gettext("%(paper)s, page %(page)s of %(all)s (opens in a new tab)")
    drawn = []
    for page, record in enumerate(paper.pages, start=1):
        address = escaped(reverse("page-image", args=[application, record]))
        alt = escaped(words % {"paper": name, "page": page, "all": count})
        image = f'<img class="sheet" src="{address}" loading="lazy" alt="{alt}">'
        drawn.append(f'<a href="{address}" target="_blank" rel="noopener">{image}</a>')
    return SafeString("".join(drawn))


@register.simple_tag
def findings(found: "Iterable[Finding]") -> SafeString:
    """What the automatic checks found, inside a `ul`."""
    speaks, section = language(), gettext("section %(law)s")
    return SafeString("".join(_finding(one, speaks, section % {"law": one.law}) for one in found))


def _finding(one: "Finding", speaks: str, law: str) -> str:
    def words(text: "Text | Words | None") -> str:
        return escaped(text.show(speaks) if isinstance(text, Text) else text or "")

    reason = f"<p>{words(one.reason)}</p>" if one.reason else ""
    items = "".join(f"<li>{words(item)}</li>" for item in one.details)
    return (
        f'<li class="finding {escaped(one.outcome)}"><p><b>{words(one.name)}</b> {chip(one.state, one.kind)}</p>'
        f"{reason}{f'<ul>{items}</ul>' if items else ''}"
        f'<p class="muted">{words(one.why)} <span class="law">({escaped(law)})</span></p></li>'
    )


@register.simple_tag
def course(events: "Iterable[Event]") -> SafeString:
    """What happened to the case, inside a `tbody`."""
    speaks = language()
    return SafeString(
        "".join(
            f"<tr><td>{escaped(event.what)}</td><td>{escaped(event.who)}</td>"
            f"<td>{escaped(show_time(event.at, speaks))}</td></tr>"
            for event in events
        )
    )
