"""Response headers that narrow what a page may do, the same on every site.

No inline script or style, no outside origin. Three widenings, all named here: a form may end at
another of our own sites (signing in, signing a decision), in the demonstration the pages that ask
for a passkey, or for a counter's device, may talk to the demonstration's authenticator, and a
centre's queue and kiosk have service workers.
"""

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

PERMISSIONS = (
    "accelerometer=(), camera=(self), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
    "microphone=(), midi=(), payment=(), usb=(), browsing-topics=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self)"
)
PASSKEY_SITES = frozenset({"signin", "signing"})
WORKERS = {"centre": ("/queue/worker.js", "/kiosk/worker.js")}  # what works on without the link (docs/adr/0020)
KEYRING_SITES = PASSKEY_SITES | {"centre"}


def origin(url: str) -> str:
    """Scheme and host of an address, as browsers compare them."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@lru_cache
def content_security_policy(site: str) -> str:
    """The policy of one site; the empty name is for answers that belong to no site."""
    connect = ["'self'"]
    forms = ["'self'"]
    if site:
        forms += sorted({origin(url) for url in settings.SITES.values()})
    if site == "signin" and "oidc" in settings.EWP:
        forms.append(origin(settings.EWP["oidc"]["issuer"]))
    if site in KEYRING_SITES and settings.DEMO and "authenticator" in settings.EWP.get("demo_sites", {}):
        connect.append(origin(settings.EWP["demo_sites"]["authenticator"]))
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": " ".join(connect),
        "form-action": " ".join(forms),
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
        "worker-src": _workers(site),
    }
    if site in PASSKEY_SITES:
        # What is shown and what is signed must come from the same code (docs/adr/0006).
        rules |= {"require-trusted-types-for": "'script'", "trusted-types": "'none'"}
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _workers(site: str) -> str:
    """The scripts that may stand between a page and the server: those of a centre's queue and kiosk alone."""
    return " ".join(f"{origin(settings.SITES[site])}{path}" for path in WORKERS.get(site, ())) or "'none'"


class SecurityHeaders:
    """Put the headers on every answer, static files and refusals included."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        headers["Content-Security-Policy"] = content_security_policy(getattr(request, "site", ""))
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        # Not `no-referrer`: browsers would then send `Origin: null` with our own forms, and the
        # check against forged requests could not tell them from others.
        headers["Referrer-Policy"] = "same-origin"
        headers["Permissions-Policy"] = PERMISSIONS
        if request.is_secure():
            headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
        if getattr(request, "session", None) is not None:
            headers["Cache-Control"] = "no-store"
        elif hasattr(request, "site") and "Cache-Control" not in headers:
            headers["Cache-Control"] = "private, no-cache"
        return response
