"""Which site is meant: the host name says so, and nothing else does."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase

from workpermit.sites.http.request import AnyRequest


def host_name(site: str) -> str:
    """The host name of a site, which is also its RP ID for passkeys."""
    return urlsplit(settings.SITES[site]).hostname or ""


def sites_here() -> dict[str, str]:
    """Host name → site, for the sites that this process serves."""
    return {host_name(site): site for site in settings.SITES_HERE}


class PickSite:
    """Set `request.site` and its URL configuration; refuse a host that no site here has.

    A wrong host is refused and not redirected: cookies and passkeys are bound to exact hosts, and
    a page that answers under two names would blur that.
    """

    urls = "workpermit.sites.{}.urls"

    def __init__(self, get_response: Callable[[AnyRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: AnyRequest) -> HttpResponseBase:
        name = request.META.get("HTTP_HOST", "").rpartition("@")[2].split(":")[0].lower()
        site = sites_here().get(name)
        if site is None:
            return HttpResponse("No such site.", status=400, content_type="text/plain; charset=utf-8")
        request.site = site
        request.session = None
        request.urlconf = self.urls.format(site)
        return self.get_response(request)
