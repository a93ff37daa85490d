"""What a counter's browser keeps of its queue, so that the page can be loaded without the link."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from workpermit.catalogue.queries import queue_number
from workpermit.core.actors import Role
from workpermit.sites.centre.kept_pages import files_of, worker_for
from workpermit.sites.http import Request, signed_in

FILES = files_of(
    ("queue_without_link.js", "queue_link.js", "queue_kept.js", "queue_sync.js", "centre.css", "queue.css")
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
    """The service worker of the queue's page alone."""
    address = reverse("queue")
    return worker_for("queue", address, {address: reverse("queue-without-link")}, FILES)
