"""The addresses of the sign-in site."""

from django.urls import path

from workpermit.sites.enrol import enrol_urls
from workpermit.sites.shared import shared_urls
from workpermit.sites.signin import choose, confirm, email_code, national, new_passkey

urlpatterns = [
    *shared_urls(),
    *enrol_urls(),
    path("", choose.choose, name="signin"),
    path("passkey/", choose.passkey, name="signin-passkey"),
    path("national/", national.begin, name="signin-national"),
    path("national/callback/", national.callback, name="signin-national-callback"),
    path("code/", email_code.ask, name="signin-code"),
    path("code/send/", email_code.send, name="signin-code-send"),
    path("code/enter/", email_code.enter, name="signin-code-enter"),
    path("code/again/", email_code.again, name="signin-code-again"),
    path("passkeys/new/", new_passkey.begin, name="new-passkey"),
    path("passkeys/", new_passkey.finish, name="new-passkey-finish"),
    path("confirm/<uuid:request_id>/", confirm.show, name="confirm"),
    path("confirm/<uuid:request_id>/document/", confirm.document, name="confirm-document"),
    path("confirm/<uuid:request_id>/signed/", confirm.signed, name="confirm-signed"),
]
