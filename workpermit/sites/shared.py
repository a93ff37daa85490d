"""The few pages that every site has: language, health, and the two ends of a session."""

from django.conf import settings
from django.db import OperationalError, connection
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET, require_POST

from workpermit.sealing.client import VaultUnreachable, vault
from workpermit.sealing.refusal import Refused
from workpermit.sites.http.language import languages_of
from workpermit.sites.http.request import AnyRequest
from workpermit.sites.http.rules import show_rule
from workpermit.sites.http.session import CREDENTIALS, remember_session, session_cookie
from workpermit.sites.http.signing_in import go_to_signin, local_path, pre_cookie
from workpermit.sites.http.transaction import without_database

YEAR = 365 * 24 * 3600  # seconds


def remember_language(request: AnyRequest, response: HttpResponse, wanted: str | None) -> None:
    """Keep a language that somebody chose; a language that the pages here do not have is ignored."""
    if wanted in languages_of(request.site, request.path):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=YEAR, httponly=True, samesite="Lax")


@require_GET
@without_database
def language(request: AnyRequest) -> HttpResponse:
    """Switch the language and go back to the page."""
    response = HttpResponseRedirect(local_path(request.GET.get("next")))
    remember_language(request, response, request.GET.get("to"))
    return response


@require_GET
@without_database
def health(request: AnyRequest) -> HttpResponse:
    """Whether this process can serve: its database answers. The vault may be away for a while."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return JsonResponse({"zone": settings.ZONE, "database": "away"}, status=503)
    return JsonResponse({"zone": settings.ZONE, "database": "here"})


@require_GET
@without_database
def sign_in(request: AnyRequest) -> HttpResponse:
    """Go to the sign-in site, and come back to `next`; who is signed in goes there at once."""
    back_to = local_path(request.GET.get("next"))
    return HttpResponseRedirect(back_to) if request.session else go_to_signin(request, back_to)


@require_GET
@without_database
def session(request: AnyRequest) -> HttpResponse:
    """The end of signing in: exchange the one-time code for a session."""
    back_to = local_path(request.GET.get("next"))
    try:
        verifier = request.COOKIES.get(pre_cookie(request.site), "")
        token = vault(CREDENTIALS[request.site]).redeem(code=request.GET.get("code", ""), verifier=verifier)
    except VaultUnreachable as error:
        return show_rule(request, error)
    except Refused:
        if request.session:  # the page was loaded again after it had worked
            return HttpResponseRedirect(back_to)
        return render(request, "sites/code_refused.html", {"back_to": back_to}, status=403)
    response = HttpResponseRedirect(back_to)
    remember_session(request, response, token)
    response.delete_cookie(pre_cookie(request.site))
    remember_language(request, response, request.GET.get("lang"))
    return response


@require_POST
@without_database
def sign_out(request: AnyRequest) -> HttpResponse:
    """End the session here and at the vault; while the vault is away it ends here alone."""
    token = request.COOKIES.get(session_cookie(request.site), "")
    request.session = None
    here_alone = False
    if token:
        try:
            vault(CREDENTIALS[request.site]).end_session(token=token)
        except VaultUnreachable:
            here_alone = True
        except Refused:
            here_alone = False  # it had ended already
    response = render(request, "sites/signed_out.html", {"here_alone": here_alone})
    response.delete_cookie(session_cookie(request.site))
    return response


def shared_urls() -> list[URLPattern]:
    """What the URL configuration of every site begins with."""
    return [path("language/", language, name="language"), path("health/", health, name="health")]


def session_urls() -> list[URLPattern]:
    """In addition, for the sites that people sign in to."""
    return [
        path("sign-in/", sign_in, name="sign-in"),
        path("session/", session, name="session"),
        path("sign-out/", sign_out, name="sign-out"),
    ]
