"""What somebody may open whom a clerk helps at a counter: the table below is the whole rule.

Another person stands beside the reader. So the session files, reads, confirms and ends; it changes no account, shows no
permit and books nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from workpermit.catalogue.queries import get_centre
from workpermit.catalogue.reference import Centre
from workpermit.core.errors import RuleBroken
from workpermit.sealing.token import COUNTER
from workpermit.sites.http.request import AnyRequest
from workpermit.sites.http.rules import show_rule

# Names of addresses of the portal.
OPEN_WITH_HELP = frozenset(
    {
        # Choosing and beginning
        *("home", "privacy", "finder", "service", "service-start", "filings", "join", "joined"),
        # Filling in, with the papers that the clerk scans
        *("application", "application-state", "application-section", "application-document", "evidence-remove"),
        # Reading, confirming, submitting
        *("application-filing", "application-confirm", "application-confirmed"),
        *("application-submit", "application-submitted"),
        # On paper
        *("filing-receipt", "bill", "bill-paper", "assisted-paper"),
        # Around it
        *("assisted", "assisted-finish", "language", "health", "session", "sign-out"),
    }
)
# Where a browser may go whose help is over: to begin anew, and to what holds nothing.
OPEN_AFTERWARDS = frozenset({"assisted", "session", "language", "health"})


class NotAtACounter(RuleBroken):
    """With a clerk's help somebody files for himself, and does nothing else."""


@dataclass(frozen=True, slots=True)
class Help:
    """Who helps, as the visitor reads it: a counter, never a name."""

    centre: Centre
    counter: str
    until: datetime


def help_of(request: HttpRequest) -> Help | None:
    """The help that the reader gets; None for everybody else."""
    session = getattr(request, "session", None)
    if session is None or session.claims.method != COUNTER:
        return None
    claims = session.claims
    return Help(get_centre(claims.place), claims.counter, datetime.fromtimestamp(claims.ends, UTC))


class ConfineHelp:
    """Refuse each page that the table does not name, and every one once the help is over."""

    def __init__(self, get_response: Callable[[AnyRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: AnyRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: AnyRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        name = request.resolver_match.url_name if request.resolver_match else ""
        if request.help_is_over and name not in OPEN_AFTERWARDS:
            return self._over(request)
        if request.session and request.session.claims.method == COUNTER and name not in OPEN_WITH_HELP:
            return show_rule(request, NotAtACounter())
        return None

    @staticmethod
    def _over(request: AnyRequest) -> HttpResponse:
        """Nothing that was typed is kept: another visitor may sit here by now."""
        response = render(request, "sites/help_is_over.html", status=401)
        response.delete_cookie(f"wp_{request.site}")
        return response
