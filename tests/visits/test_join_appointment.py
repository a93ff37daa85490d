"""A number that was taken without an appointment becomes that of one."""

import pytest

from tests import make
from tests.visits.make import CLERK, COLLEAGUE, appointment, called, counter, serving, waiting
from workpermit.casework.lifecycle import WrongRole, WrongStatus
from workpermit.core.actors import Actor, Role
from workpermit.visits.models import Ticket
from workpermit.visits.rules import HasTicket, NotAtThisCounter
from workpermit.visits.services import join_appointment
from workpermit.visits.wishes import Wish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("here", [called, serving])
def test_the_number_is_from_now_on_that_of_the_appointment(here) -> None:
    session = counter()
    ticket, found = here(session), appointment(make.NOON)
    label, status = ticket.label, ticket.status

    for _twice in range(2):
        join_appointment(ticket, appointment=found, session=session, by=CLERK, at=make.NOON)

    kept = Ticket.objects.get(pk=ticket.pk)
    assert (kept.appointment, kept.wish, kept.status, kept.label) == (found.pk, Wish.IDENTITY, status, label)


def test_an_appointment_has_one_number_and_a_number_one_appointment() -> None:
    session, found, other = counter(), appointment(make.NOON), appointment(make.NOON)
    waiting(wish=Wish.IDENTITY, appointment=found)
    ticket = called(session)

    with pytest.raises(HasTicket):
        join_appointment(ticket, appointment=found, session=session, by=CLERK, at=make.NOON)
    join_appointment(ticket, appointment=other, session=session, by=CLERK, at=make.NOON)
    with pytest.raises(HasTicket):
        join_appointment(ticket, appointment=appointment(make.NOON), session=session, by=CLERK, at=make.NOON)


def test_only_the_counter_that_called_it_joins_it() -> None:
    ticket, other = called(counter()), counter("5", by=COLLEAGUE)

    with pytest.raises(NotAtThisCounter):
        join_appointment(ticket, appointment=appointment(make.NOON), session=other, by=COLLEAGUE, at=make.NOON)


def test_a_number_that_waits_is_nobodys_yet() -> None:
    session = counter()
    ticket = waiting()
    Ticket.objects.filter(pk=ticket.pk).update(counter=session.counter)
    ticket.refresh_from_db()

    with pytest.raises(WrongStatus):
        join_appointment(ticket, appointment=appointment(make.NOON), session=session, by=CLERK, at=make.NOON)


def test_nobody_but_a_clerk_joins_it() -> None:
    session = counter()
    ticket = called(session)

    with pytest.raises(WrongRole):
        join_appointment(
            ticket,
            appointment=appointment(make.NOON),
            session=session,
            by=Actor(CLERK.id, Role.CENTRE_MANAGER, make.CENTRE),
            at=make.NOON,
        )
