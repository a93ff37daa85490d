"""What every template may use without asking."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from workpermit.core.languages import LANGUAGES
from workpermit.sites.http.assisted import help_of
from workpermit.sites.http.language import languages_of

SITE_NAMES = {
    "applicant": _("Work permit"),
    "signin": _("Work permit"),
    "centre": _("Service centre"),
    "registrar": _("Registrar's desk"),
    "signing": _("Signing a decision"),
    "oversight": _("Rules and freezes"),
    "api": _("Data exchange"),
}
STAFF_SITES = frozenset({"centre", "registrar", "signing", "oversight"})


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """A language in its own script, and the address that switches to it."""

    code: str
    name: str
    address: str
    current: bool


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """The languages of the pages; after a posted form the switch leads to the same address."""
    path = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    current = get_language()
    return [
        LanguageLink(code, LANGUAGES[code], "/language/?" + urlencode({"to": code, "next": path}), code == current)
        for code in languages_of(getattr(request, "site", ""), request.path)
    ]


def page_context(request: HttpRequest) -> Mapping[str, Any]:
    """Language, site, demonstration, who is signed in (`session`) and who helps (`help`), for every template."""
    site = getattr(request, "site", "")
    session = getattr(request, "session", None)
    return {
        "language": get_language() or settings.LANGUAGE_CODE,
        "languages": language_links(request),
        "site": site,
        "site_name": SITE_NAMES.get(site, SITE_NAMES["applicant"]),
        "site_urls": settings.SITES,
        "staff_site": site in STAFF_SITES,
        "can_sign_in": site in ("applicant", *STAFF_SITES),
        "demo": settings.DEMO,
        "demo_sites": settings.EWP.get("demo_sites", {}) if settings.DEMO else {},
        "session": session,
        "help": help_of(request),
        "role": session.actor.role if session else "",
    }
