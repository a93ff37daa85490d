"""Pages that exist in tests alone, to try what every page relies on."""

from django.db import connection
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.urls import path

from workpermit.casework.lifecycle import CaseHasMoved
from workpermit.core.actors import Role
from workpermit.sealing.client import VaultUnreachable
from workpermit.sites.http import AnyRequest, Request, session, signed_in, without_database
from workpermit.sites.shared import session_urls, shared_urls


@without_database
def plain(request: AnyRequest) -> HttpResponseBase:
    return HttpResponse("plain")


@signed_in()
def whoami(request: Request) -> HttpResponseBase:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('wp.account')")
        (account,) = cursor.fetchone() or ("",)
    return JsonResponse({"account": str(request.actor.id), "role": request.actor.role, "database": account})


@signed_in(Role.REGISTRAR)
def for_registrars(request: Request) -> HttpResponseBase:
    return HttpResponse("desk")


@signed_in(Role.APPLICANT)
def form(request: Request) -> HttpResponseBase:
    return HttpResponse(f"{request.method} {request.POST.get('name', '')}")


@signed_in(Role.APPLICANT)
def sealed_form(request: Request) -> HttpResponseBase:
    if request.method == "POST":
        session.vault("public").profile(token=request.session_token)
    return HttpResponse(f"{request.method} {request.POST.get('name', '')}")


def broken_rule(request: AnyRequest) -> HttpResponseBase:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE half_done (id int)")
    raise CaseHasMoved


@without_database
def vault_away(request: AnyRequest) -> HttpResponseBase:
    raise VaultUnreachable


urlpatterns = [
    *shared_urls(),
    *session_urls(),
    path("plain/", plain),
    path("whoami/", whoami),
    path("desk/", for_registrars),
    path("form/", form),
    path("sealed-form/", sealed_form),
    path("rule/", broken_rule),
    path("vault-away/", vault_away),
]
