"""What the exchange zone asks other offices for the zones inside: never for anybody outside the walls."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from workpermit.exchange.inside import UnknownCaller, answer_caller
from workpermit.sealing.canonical import load_json
from workpermit.sites.http import without_database

LONGEST = 1000  # bytes


@without_database
@csrf_exempt  # no browser stands behind this: the caller's key is the proof
@require_POST
def ask_registry(request: HttpRequest) -> HttpResponse:
    """An employer's entry for a zone that shows its key. 401 without one, 400 for what is no number."""
    try:
        asked = load_json(request.body) if len(request.body) <= LONGEST else None
    except ValueError:
        asked = None
    number = asked.get("number") if isinstance(asked, dict) else None
    if not isinstance(number, str):
        return JsonResponse({"title": "bad request", "status": 400}, status=400)
    try:
        answer = answer_caller(number, request.headers.get("Authorization", ""))
    except UnknownCaller:
        return JsonResponse({"title": "unknown caller", "status": 401}, status=401)
    return HttpResponse(answer, content_type="application/json", headers={"Cache-Control": "no-store"})
