"""The addresses of the sign-in site."""

from django.urls import path

from workpermit.sites.shared import shared_urls
from workpermit.sites.signin import choose, confirm, national, new_passkey

urlpatterns = [
    *shared_urls(),
    path("", choose.choose, name="signin"),
    path("passkey/", choose.passkey, name="signin-passkey"),
    path("national/", national.begin, name="signin-national"),
    path("national/callback/", national.callback, name="signin-national-callback"),
    path("passkeys/new/", new_passkey.begin, name="new-passkey"),
    path("passkeys/", new_passkey.finish, name="new-passkey-finish"),
    path("confirm/<uuid:request_id>/", confirm.show, name="confirm"),
    path("confirm/<uuid:request_id>/document/", confirm.document, name="confirm-document"),
    path("confirm/<uuid:request_id>/signed/", confirm.signed, name="confirm-signed"),
]
