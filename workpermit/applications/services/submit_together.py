"""Submitting several applications at once: each for itself, with one bill for the fees of all."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from workpermit.applications.models import Application
from workpermit.applications.rules import check_method
from workpermit.applications.services.submit import submit_application
from workpermit.core.actors import Actor
from workpermit.core.errors import RuleBroken
from workpermit.fees.models import Basket
from workpermit.fees.services import keep_entries, open_basket


class NothingChosen(RuleBroken):
    """At least one application is chosen."""


class TooManyTogether(RuleBroken):
    """Fifty applications at most are submitted together."""


def submit_together(
    *, basket: UUID, applications: Sequence[Application], method: str, by: Actor, at: datetime
) -> Basket:
    """Submit each application as `submit_application` does; what a rule keeps out is noted and stays a draft.

    The same basket again submits nothing, whatever is chosen then: it answers what was done the first time.
    Raises StrongerSignInNeeded, NothingChosen, TooManyTogether or NoBasketNumberFree.
    """
    check_method(method)
    if not applications:
        raise NothingChosen
    if len(applications) > Basket.MOST:
        raise TooManyTogether
    opened, is_new = open_basket(basket=basket, by=by, at=at)
    if not is_new:
        return opened
    # In one order, so that two baskets with the same drafts wait for each other and never in a circle.
    chosen = sorted(applications, key=lambda one: one.pk)
    keep_entries(opened, [_submit_one(one, opened, method, by, at) for one in chosen])
    return opened


def _submit_one(application: Application, basket: Basket, method: str, by: Actor, at: datetime) -> dict[str, str]:
    entry = {"application": str(application.pk), "problem": "", "moment": ""}
    try:
        submit_application(application=application, method=method, by=by, at=at, basket=basket)
    except RuleBroken as broken:
        moment = broken.moment.isoformat() if broken.moment else ""
        return entry | {"problem": broken.code, "moment": moment}
    return entry
