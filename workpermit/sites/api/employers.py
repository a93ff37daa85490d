"""For other offices: is this permit valid for this employer today? Yes, no or unknown, and nobody's name."""

import json
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from workpermit.sealing.canonical import load_json
from workpermit.sealing.client import VaultRefused, VaultUnreachable, vault
from workpermit.sites.http import without_database

LONGEST = 4096  # bytes
# Every answer to an office takes as long as this, in seconds, so that it does not learn from the time which permits
# exist. Whoever has no agreement is refused at once: it learns nothing, and must not keep a thread waiting.
TAKES = 0.25
REFUSALS = {"bad_args": 400, "expired": 409, "used": 409, "too_fast": 429}
TITLES = {400: "bad request", 401: "not accepted", 409: "question too old or asked before", 429: "too many questions"}


@without_database
@csrf_exempt  # no browser stands behind this: the office's signature in the body is the proof
@require_POST
def check_employer(request: HttpRequest) -> HttpResponse:
    """One signed question of an office that has an agreement."""
    until = time.monotonic() + TAKES
    answer = _answer(request)
    if answer.status_code not in (400, 401):
        time.sleep(max(0.0, until - time.monotonic()))
    return answer


@without_database
@require_GET
def describe(request: HttpRequest) -> HttpResponse:
    """This site's interface as OpenAPI 3.1."""
    return JsonResponse(_description())


def _answer(request: HttpRequest) -> HttpResponse:
    asked = _read(request)
    if asked is None:
        return _problem(400, TITLES[400])
    consumer, question = asked
    try:
        return JsonResponse({"answer": vault("exchange").check_employer(consumer=consumer, question=question)})
    except VaultRefused as refusal:
        status = REFUSALS.get(refusal.code, 503 if refusal.code in ("log_unavailable", "unavailable", "fault") else 401)
        return _problem(status, TITLES.get(status, "not available now"))
    except VaultUnreachable:
        return _problem(503, "not available now")


def _read(request: HttpRequest) -> tuple[str, str] | None:
    """(consumer, question) of the body, None for anything else."""
    if int(request.headers.get("Content-Length") or 0) > LONGEST:
        return None
    try:
        said = load_json(request.body)
    except ValueError:
        return None
    if not isinstance(said, dict) or said.keys() != {"consumer", "question"}:
        return None
    if not all(isinstance(one, str) and one and one.isascii() for one in said.values()):
        return None
    return said["consumer"], said["question"]


def _problem(status: int, title: str) -> HttpResponse:
    """RFC 9457, without a word of what was sent."""
    said = {"type": f"about:{title.replace(' ', '-')}", "title": title, "status": status}
    return JsonResponse(said, status=status, content_type="application/problem+json")


@lru_cache(maxsize=1)
def _description() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((Path(__file__).parent / "openapi.json").read_text(encoding="utf-8"))
    return found
