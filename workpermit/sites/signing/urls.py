"""The addresses of the signing site."""

from django.urls import URLPattern, path

from workpermit.sites.enrol import enrol_urls
from workpermit.sites.shared import session_urls, shared_urls
from workpermit.sites.signing.views import decisions

DECISION = "decisions/<uuid:decision>"
PAGES = {
    "": (decisions.show, "decision"),
    "/bytes": (decisions.raw_bytes, "decision-bytes"),
    "/opened": (decisions.opened, "decision-opened"),
    "/grant": (decisions.grant, "grant"),
    "/refuse": (decisions.refuse, "refuse"),
    "/done": (decisions.done, "done"),
}


def decision_urls() -> list[URLPattern]:
    """Each address with a slash at its end, and without one for programs that leave it away."""
    named = [path(f"{DECISION}{end}/", view, name=name) for end, (view, name) in PAGES.items()]
    return [*named, *(path(f"{DECISION}{end}", view) for end, (view, _name) in PAGES.items())]


urlpatterns = [
    *shared_urls(),
    *session_urls(),
    *enrol_urls(),
    path("", decisions.first_page, name="first-page"),
    *decision_urls(),
]
