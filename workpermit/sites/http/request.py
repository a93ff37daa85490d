"""The request as views see it after the middleware."""

from contextlib import ExitStack
from dataclasses import dataclass
from uuid import UUID

from django.db.transaction import Atomic
from django.http import HttpRequest

from workpermit.core.actors import Actor
from workpermit.sealing.token import Claims


@dataclass(frozen=True, slots=True)
class Session:
    """A session that this process has verified: the token as text, what it says, who that is."""

    token: str
    claims: Claims
    actor: Actor


class AnyRequest(HttpRequest):
    """A request to one of the sites, from somebody signed in or not."""

    # Django's own `sites` and `sessions` are not installed; these two names are ours.
    site: str  # type: ignore[assignment]
    session: Session | None  # type: ignore[assignment]
    urlconf: str
    last_account: UUID | None  # whose session it was that has ended in this browser
    help_is_over: bool  # that session was one at a counter, with a clerk's help
    until_answered: ExitStack
    transaction: Atomic | None


class Request(AnyRequest):
    """A request from somebody signed in: the only kind that a view under `signed_in` gets."""

    actor: Actor
    claims: Claims
    session_token: str
