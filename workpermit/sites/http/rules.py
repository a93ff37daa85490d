"""Pages for what the rules refuse, and for the few things that can be away."""

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render

from workpermit.core.errors import RuleBroken
from workpermit.sites.http.away import away_page
from workpermit.sites.http.request import AnyRequest
from workpermit.sites.rules_text import sentence_of

STATUS = {  # every other refusal is a 409
    "WrongRole": 403,
    "NotAtACounter": 403,
    "VaultUnreachable": 503,
    "ReceiptBeingPrepared": 503,
    "expired": 401,
    "revoked": 401,
    "bad_token": 401,
    "wrong_zone": 403,
    "wrong_role": 403,
    "stronger_sign_in": 403,
    "unknown_device": 403,
    "device_removed": 403,
    "other_centre": 403,
    "other_device": 403,
    "not_yours": 404,
    "no_such_record": 404,
    "no_jurisdiction": 403,
    "log_unavailable": 503,
    "unavailable": 503,
    "too_many": 429,
    "too_fast": 429,
}


def status_of(error: RuleBroken) -> int:
    """The HTTP status that says what kind of refusal this is."""
    return STATUS.get(error.code, 409)


def show_rule(request: AnyRequest, error: RuleBroken) -> HttpResponse:
    """The page (or, for a script, the JSON) that says what the rule is and what to do now."""
    status = status_of(error)
    sentence = sentence_of(error)
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"code": error.code, "says": str(sentence.says), "do": str(sentence.do)}, status=status)
    if status == 503:
        return away_page(request, sentence)
    context = {"code": error.code, "sentence": sentence, "freezes": getattr(error, "freezes", ())}
    return render(request, "sites/rule.html", context, status=status)


class ShowRules:
    """Turn `RuleBroken` into a page. It is an answer, not a fault, and is not logged as one."""

    def __init__(self, get_response: Callable[[AnyRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: AnyRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: AnyRequest, error: Exception) -> HttpResponse | None:
        return show_rule(request, error) if isinstance(error, RuleBroken) else None


def csrf_failed(request: AnyRequest, reason: str = "") -> HttpResponse:
    """The page for a form that did not come from one of our own pages, or whose cookie is gone."""
    return render(request, "sites/csrf_failed.html", status=403)
