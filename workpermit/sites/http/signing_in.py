"""The way to the sign-in site and back: one cookie here, one address there.

The cookie `wp_pre_<site>` is a secret of this browser at this site. Its hash travels with the
person to `signin`; the one-time code that comes back is worth nothing without the secret, so a
link with somebody else's code signs nobody in.
"""

import re
import secrets
from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

from workpermit.sealing.canonical import b64, s256
from workpermit.sites.http.request import AnyRequest

LIFETIME = 1800  # seconds: signing in with a new passkey takes a while


def local_path(text: str | None) -> str:
    """`text` where it is a path of this site, else `/`. An address elsewhere is never followed."""
    if not text or not text.startswith("/") or not url_has_allowed_host_and_scheme(text, allowed_hosts=None):
        return "/"
    return text


def browser_secret(request: AnyRequest, cookie: str) -> str:
    """The secret that this browser already holds in `cookie`, or a new one: 32 random bytes as base64url.

    It is used again while it lives, so that two tabs that sign in at once do not spoil each other.
    """
    held = request.COOKIES.get(cookie, "")
    return held if re.fullmatch(r"[A-Za-z0-9_-]{43}", held) else b64(secrets.token_bytes(32))


def remember_secret(request: AnyRequest, response: HttpResponseBase, cookie: str, secret: str) -> None:
    """Let the browser hold the secret for half an hour; it comes back with redirects from other sites."""
    response.set_cookie(cookie, secret, max_age=LIFETIME, secure=request.is_secure(), httponly=True, samesite="Lax")


def pre_cookie(site: str) -> str:
    """Name of the cookie that holds a site's secret during sign-in."""
    return f"wp_pre_{site}"


def signin_address(path: str, **parameters: str) -> str:
    """An address of the sign-in site, with the reader's language."""
    query = urlencode({**parameters, "lang": get_language() or settings.LANGUAGE_CODE})
    return f"{settings.SITES['signin']}{path}?{query}"


def go_to_signin(request: AnyRequest, back_to: str) -> HttpResponse:
    """Send somebody to sign in, and from there back to the path `back_to` of this site."""
    secret = browser_secret(request, pre_cookie(request.site))
    pre = s256(secret)
    response = HttpResponseRedirect(signin_address("/", site=request.site, pre=pre, next=local_path(back_to)))
    remember_secret(request, response, pre_cookie(request.site), secret)
    return response


def go_to_new_passkey(request: AnyRequest, make_ticket: Callable[[str], str], back_to: str) -> HttpResponse:
    """Send somebody to make a passkey, and from there, signed in, back to `back_to` of this site.

    `make_ticket` gets the hash of this browser's secret and asks the vault for the ticket
    (`claim_invitation` or `allow_passkey`); what it raises goes through.
    """
    secret = browser_secret(request, pre_cookie(request.site))
    ticket = make_ticket(s256(secret))
    address = signin_address("/passkeys/new/", site=request.site, ticket=ticket, next=local_path(back_to))
    response = HttpResponseRedirect(address)
    remember_secret(request, response, pre_cookie(request.site), secret)
    return response


def site_address(site: str, path: str, **parameters: str) -> str:
    """An address of one of our sites, for links and redirects between them."""
    base = settings.SITES[site].rstrip("/")
    parts = urlsplit(path)
    query = "&".join(piece for piece in (parts.query, urlencode(parameters)) if piece)
    return f"{base}{parts.path}{'?' + query if query else ''}"
