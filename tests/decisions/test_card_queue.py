"""A permit that was just issued has its card queued at the centre that saw the worker, by the system."""

import pytest

from tests import make
from tests.make import CENTRE, NOON, OPERATOR_CLERK
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.appointments.services import check_in_visitor, finish_visit
from workpermit.cards.models import Card
from workpermit.casework.models import AuditEntry
from workpermit.core.ids import uuid7
from workpermit.decisions.tasks import _queue_card
from workpermit.letters.queries import list_letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def test_the_centre_of_the_visit_prints_the_card() -> None:
    awaiting = make.application(status=Status.AWAITING_VISIT)
    appointment = make.book(awaiting)
    check_in_visitor(appointment, visit=uuid7(), by=OPERATOR_CLERK, at=NOON)
    finish_visit(appointment, by=OPERATOR_CLERK, at=NOON)
    make.applications.confirm_identity(application=Application.objects.get(pk=awaiting.pk), by=OPERATOR_CLERK, at=NOON)
    permit = make.issue(Application.objects.get(pk=awaiting.pk))

    _queue_card(permit)

    card = Card.objects.get()
    assert (card.centre, card.appointment, card.permit) == (CENTRE, appointment.pk, permit.number)
    assert AuditEntry.objects.get(act="queue_card").role == "system"


def test_who_came_to_no_counter_for_this_permit_is_asked_where_the_card_is_wanted() -> None:
    issued = make.application(status=Status.IDENTITY_CONFIRMED)
    permit = make.issue(issued)

    _queue_card(permit)

    card = Card.objects.get()
    assert (card.status, card.centre, card.appointment, card.permit) == ("unplaced", "", None, permit.number)
    assert AuditEntry.objects.get(act="await_centre").role == "system"
    letter = next(one for one in list_letters(issued.pk) if one.template == "card_centre_wanted")
    assert letter.facts["permit"] == permit.number
