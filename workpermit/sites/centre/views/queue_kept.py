"""What a counter's browser keeps of its queue, so that the page can be loaded without the link: no visitor's data."""

import json

from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_GET

from workpermit.catalogue.queries import queue_number
from workpermit.core.actors import Role
from workpermit.sites.http import Request, signed_in

_MODULES = ("queue_without_link.js", "queue_link.js", "queue_kept.js", "queue_sync.js", "centre.css", "queue.css")
_FACES = tuple(
    f"ibm-plex-sans-thai-looped-{script}-{weight}" for script in ("thai", "latin") for weight in (400, 500, 600)
)
FILES = (
    "sites/mark.svg",
    "sites/look.css",
    "sites/page.js",
    *(f"centre/{name}" for name in _MODULES),
    *(f"fonts/{face}-normal.woff2" for face in _FACES),
)


@require_GET
@signed_in(Role.OPERATOR_CLERK)
def page(request: Request) -> HttpResponse:
    """The queue's page without anything of a queue: what the browser holds is filled in there.

    Nothing on it needs the server, so it has neither the form that signs out nor the links between languages.
    """
    context = {"needed": queue_number("calls_before_no_show"), "can_sign_in": False, "languages": ()}
    return render(request, "centre/queue/without_link.html", context)


@require_GET
@signed_in(Role.OPERATOR_CLERK)
def worker(request: Request) -> HttpResponse:
    """The service worker; its address is what bounds it to the queue. It names the files that it may keep."""
    kept = {"queue": reverse("queue"), "page": reverse("queue-without-link"), "files": [static(name) for name in FILES]}
    text = f"const kept = {json.dumps(kept)};\nimportScripts({json.dumps(static('centre/queue_worker.js'))});\n"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")
