"""Where somebody came from and goes back to: read from the address, checked, carried along."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language

from workpermit.core.errors import RuleBroken
from workpermit.sites.http.request import AnyRequest
from workpermit.sites.http.session import CREDENTIALS
from workpermit.sites.http.signing_in import local_path, site_address
from workpermit.sites.shared import remember_language

BROWSER_COOKIE = "wp_browser"


class NoWayBack(RuleBroken):
    """Signing in begins at a site, which says where to come back to."""


@dataclass(frozen=True, slots=True)
class Way:
    """The site to come back to, its path there, and the hash of the browser's secret at that site."""

    site: str
    back_to: str
    pre: str = ""

    @property
    def staff(self) -> bool:
        """Staff sign in with their passkey alone."""
        return self.site != "applicant"

    def back_with(self, code: str) -> str:
        """The address that exchanges the one-time code for a session, in the reader's language."""
        language = get_language() or settings.LANGUAGE_CODE
        return site_address(self.site, "/session/", code=code, next=self.back_to, lang=language)


def read_way(said: Mapping[str, str]) -> Way:
    """The way back from a query or a posted form. Raises NoWayBack."""
    site, pre = said.get("site", ""), said.get("pre", "")
    if site not in CREDENTIALS or len(pre) > 64 or not pre.isascii():
        raise NoWayBack
    return Way(site, local_path(said.get("next")), pre)


def in_readers_language(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Take over the language that another site sent along, and keep the address free of it.

    Otherwise the switch on this page would be undone by the address that it returns to.
    """

    @wraps(view)
    def page(request: AnyRequest, *args: object, **kwargs: object) -> HttpResponse:
        if request.method != "GET" or "lang" not in request.GET:
            return view(request, *args, **kwargs)
        rest = request.GET.copy()
        wanted = str(rest.pop("lang")[0])
        response = HttpResponseRedirect(f"{request.path}?{rest.urlencode()}" if rest else request.path)
        remember_language(request, response, wanted)
        return response

    return page


def show_problem(request: AnyRequest, problem: str, way: Way | None, status: int) -> HttpResponse:
    """A page for what went wrong on the way; `problem` names the text in its template."""
    again = site_address(way.site, "/sign-in/", next=way.back_to) if way else site_address("applicant", "/")
    return render(request, "signin/problem.html", {"problem": problem, "again": again}, status=status)
