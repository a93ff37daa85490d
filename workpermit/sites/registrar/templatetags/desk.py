"""How long something has waited, and entries of maps."""

from collections.abc import Mapping
from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.translation import gettext, ngettext

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
