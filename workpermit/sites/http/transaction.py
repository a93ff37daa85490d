"""One transaction per request, in which the database knows the account once."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, TypeVar

from django.db import OperationalError, connection, transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from workpermit.sites.http.away import away_page
from workpermit.sites.http.request import AnyRequest

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def without_database(view: View) -> View:
    """Mark a view that needs no transaction: it must answer while the database is away."""
    view.without_database = True  # type: ignore[attr-defined]
    return view


class OneTransaction:
    """Open the transaction when the view is known, close it when the answer is made.

    An exception in the view rolls everything back, also when a page is shown for it. A connection
    lost during the commit leaves the outcome unknown, and the page says exactly that.
    """

    def __init__(self, get_response: Callable[[AnyRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: AnyRequest) -> HttpResponseBase:
        request.transaction = None
        try:
            with ExitStack() as stack:
                request.until_answered = stack
                return self.get_response(request)
        except OperationalError:
            return render(request, "sites/outcome_unknown.html", status=503)

    def process_view(
        self, request: AnyRequest, view: Callable[..., HttpResponseBase], args: tuple[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if getattr(view, "without_database", False):
            return None
        account = str(request.session.actor.id) if request.session else ""
        begun = transaction.atomic()
        try:
            request.until_answered.enter_context(begun)
            with connection.cursor() as cursor:
                cursor.execute("SELECT set_config('wp.account', %s, true)", [account])
        except OperationalError:
            return away_page(request)
        request.transaction = begun
        return None

    def process_exception(self, request: AnyRequest, error: Exception) -> None:
        if request.transaction is not None:
            transaction.set_rollback(True)
