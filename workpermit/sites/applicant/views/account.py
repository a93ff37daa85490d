"""The reader's own account: how to reach them, in which language, and another passkey."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from workpermit.catalogue.definition import Field, FieldType, Text
from workpermit.catalogue.messages import NotTaken, message
from workpermit.catalogue.typed import read_answer
from workpermit.core.actors import Role
from workpermit.core.languages import LANGUAGES
from workpermit.sealing.client import vault
from workpermit.sites.http import Request, go_to_new_passkey, signed_in
from workpermit.sites.parts import PageError

EMAIL = Field("email", FieldType.EMAIL, Text("อีเมล", "E-mail"))


@require_http_methods(["GET", "POST"])
@signed_in(Role.APPLICANT)
def account(request: Request) -> HttpResponse:
    """Read the profile, or change how letters reach the reader."""
    if request.method == "GET":
        said = vault("public").profile(token=request.session_token)
        return _page(request, said["profile"], [], saved="saved" in request.GET, signs_in=said["email_signs_in"])
    typed = {"email": request.POST.get("email", "").strip(), "language": request.POST.get("language", "")}
    signs_in = "email_signs_in" in request.POST
    errors = []
    try:
        email = str(read_answer(EMAIL, typed["email"])) if typed["email"] else ""
    except NotTaken as wrong:
        email = ""
        errors.append(PageError("email", message(wrong.code, EMAIL.label, None, **wrong.facts)))  # type: ignore[arg-type]
    if typed["language"] not in LANGUAGES:
        errors.append(PageError("language", _("Choose a language")))
    if errors:
        return _page(request, typed, errors, saved=False, signs_in=signs_in)
    change = {"language": typed["language"]}
    if request.claims.method != "code":
        change["email"] = email
    vault("public").profile(token=request.session_token, change=change, signs_in=signs_in)
    return HttpResponseRedirect("/account/?saved=yes")


def _page(
    request: Request, profile: Mapping[str, Any], errors: list[PageError], *, saved: bool, signs_in: bool
) -> HttpResponse:
    context = {
        "signs_in": signs_in,
        "profile": profile,
        "errors": errors,
        "wrong": {error.field: error.message for error in errors},
        "saved": saved,
        "method": request.claims.method,
        "all_languages": LANGUAGES.items(),
        "here": "account",
    }
    return render(request, "applicant/account.html", context, status=422 if errors else 200)


@require_POST
@signed_in(Role.APPLICANT)
def add_passkey(request: Request) -> HttpResponse:
    """Go and make another passkey for this account."""
    token = request.session_token
    return go_to_new_passkey(request, lambda pre: vault("public").allow_passkey(token=token, pre=pre), "/account/")
