"""The addresses of the signing site. With or without a slash at the end: scripts post here too."""

from django.urls import path, re_path

from workpermit.sites.shared import session_urls, shared_urls
from workpermit.sites.signing.views import decisions

DECISION = r"^decisions/(?P<decision>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"

urlpatterns = [
    *shared_urls(),
    *session_urls(),
    path("", decisions.first_page, name="first-page"),
    re_path(rf"{DECISION}/?$", decisions.show, name="decision"),
    re_path(rf"{DECISION}/bytes/?$", decisions.raw_bytes, name="decision-bytes"),
    re_path(rf"{DECISION}/opened/?$", decisions.opened, name="decision-opened"),
    re_path(rf"{DECISION}/grant/?$", decisions.grant, name="grant"),
    re_path(rf"{DECISION}/refuse/?$", decisions.refuse, name="refuse"),
    re_path(rf"{DECISION}/done/?$", decisions.done, name="done"),
]
