"""The language of a page: chosen by a link, else by the browser, among those that the site has."""

from collections.abc import Callable, Collection

from django.conf import settings
from django.http import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from workpermit.core.languages import LANGUAGES
from workpermit.sites.http.request import AnyRequest


def languages_of(site: str, path: str) -> tuple[str, ...]:
    """The languages of a page, in the order in which it offers them."""
    if path.startswith(settings.VISITOR_PAGES.get(site, "//")):
        return tuple(LANGUAGES)
    chosen: tuple[str, ...] = settings.SITE_LANGUAGES.get(site, settings.STAFF_LANGUAGES)
    return chosen


def readers_language(request: AnyRequest) -> str:
    """The language that was chosen at this site, else the first of the browser's that the page has.

    A browser that asks only for languages that the site lacks gets English; one that asks for none gets Thai.
    """
    offered = languages_of(request.site, request.path)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    if chosen in offered:
        return chosen
    wanted = [name for name, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", ""))]
    return _first(wanted, offered)


def _first(wanted: Collection[str], offered: Collection[str]) -> str:
    """`en-GB` counts as `en`; `*` says that any will do."""
    names = [name.partition("-")[0] for name in wanted if name != "*"]
    known = [name for name in names if name in offered]
    if known:
        return known[0]
    return str(settings.LANGUAGE_CODE if names else settings.FIRST_LANGUAGE)


class PickLanguage:
    """Make every text of the answer appear in the reader's language, and say in a header which it is."""

    def __init__(self, get_response: Callable[[AnyRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: AnyRequest) -> HttpResponseBase:
        language = readers_language(request)
        translation.activate(language)
        response = self.get_response(request)
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", language)
        return response
