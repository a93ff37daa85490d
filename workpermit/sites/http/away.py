"""The page for what is away: it says so in the reader's language, and loses nothing that was typed."""

from django.http import HttpResponse
from django.shortcuts import render

from workpermit.sites.http.kept import keep, typed_fields
from workpermit.sites.http.request import AnyRequest
from workpermit.sites.sentence import Sentence

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
AFTER = 30  # seconds


def away_page(request: AnyRequest, sentence: Sentence | None = None) -> HttpResponse:
    """Status 503. A form that was posted stands on the page, ready to be sent again.

    For somebody signed in the browser keeps it besides, as for a session that ended, so that it is offered
    again when the page is opened anew. Files are chosen again: only whoever has them can send them.
    """
    form = typed_fields(request) if request.method == "POST" and request.content_type in FORMS else None
    context = {"sentence": sentence, "kept": form, "back_to": request.get_full_path()}
    response = render(request, "sites/unavailable.html", context, status=503)
    response["Retry-After"] = str(AFTER)
    if form:
        response["Cache-Control"] = "no-store"
        if request.session and form.fields:
            keep(request, response, form, request.session.actor.id, why="away")
    return response
