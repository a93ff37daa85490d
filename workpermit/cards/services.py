"""The acts of a card. A blank is taken from the ledger and goes back to it spoiled, in the act's own transaction."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from workpermit.card_stock.serials import Serials
from workpermit.card_stock.services import spoil_blanks, use_blank
from workpermit.cards import rules
from workpermit.cards.lifecycle import Act, Status
from workpermit.cards.models import Card
from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import advance, begin
from workpermit.catalogue.queries import NoSuchPlace, list_centres
from workpermit.core.actors import SYSTEM, Actor
from workpermit.core.ids import uuid7

MAKE_FILE = "make_card_file"


@transaction.atomic
def queue_card(*, application: UUID, appointment: UUID, centre: str, permit: str, at: datetime) -> Card:
    """Put the card of a permit that was just issued into the queue of the centre that saw the worker."""
    card = Card(
        id=uuid7(), application=application, appointment=appointment, centre=centre, permit=permit, queued_at=at
    )
    begin(card, Act.QUEUE, by=SYSTEM, at=at)
    return card


@transaction.atomic
def await_centre(*, application: UUID, permit: str, at: datetime) -> Card:
    """Keep the card of a permit that needed no visit, until the worker says where it is handed out."""
    card = Card(id=uuid7(), application=application, centre="", permit=permit, queued_at=at)
    begin(card, Act.AWAIT, by=SYSTEM, at=at)
    return card


@transaction.atomic
def choose_centre(card: Card, *, centre: str, by: Actor, at: datetime) -> None:
    """Have the card printed and handed out at this centre; what is said twice is done once.

    Raises NoSuchPlace, WrongStatus (a blank was given already), WrongRole or CaseHasMoved.
    """
    code = next((one.code for one in list_centres() if one.code == centre), None)
    if code is None:
        raise NoSuchPlace
    if card.status == Status.QUEUED and card.centre == code:
        return
    advance(card, Act.CHOOSE, by=by, at=at, root=card.application, changes={"centre": code})


@transaction.atomic
def personalise_card(*, card: UUID, serial: int, by: Actor, at: datetime) -> Card:
    """Give the card a blank of this centre, and have its file made.

    Raises CardIsElsewhere, CardsAreNotThere (the blank), WrongStatus, WrongRole or CaseHasMoved.
    """
    held = _hold(card, by)
    held.LIFECYCLE.find(Act.PERSONALISE, held.status)
    used = use_blank(serial=serial, card=held.pk, by=by, at=at)
    advance(held, Act.PERSONALISE, by=by, at=at, changes={"serial": serial, "blank": used.pk})
    enqueue(MAKE_FILE, held.pk)
    return held


@transaction.atomic
def make_file_again(*, card: UUID, by: Actor) -> None:
    """Ask for a file that nobody took in time; the vault makes none a second time for one that was taken.

    Raises CardIsElsewhere or WrongStatus.
    """
    held = _hold(card, by)
    held.LIFECYCLE.find(Act.PRINT, held.status)
    enqueue(MAKE_FILE, held.pk)


@transaction.atomic
def print_card(*, card: UUID, by: Actor, at: datetime) -> Card:
    """The card came out of the printer as it should. Raises CardIsElsewhere, WrongStatus, WrongRole or CaseHasMoved."""
    held = _hold(card, by)
    advance(held, Act.PRINT, by=by, at=at)
    return held


@transaction.atomic
def spoil_card(*, card: UUID, reason: str, by: Actor, at: datetime) -> Card:
    """The blank is spoiled, with the reason, and the card waits for another one.

    Raises CardIsElsewhere, WrongStatus, WrongRole or CaseHasMoved.
    """
    held = _hold(card, by)
    serial = held.serial
    advance(held, Act.SPOIL, by=by, at=at, changes={"serial": None, "blank": None})
    assert serial is not None
    spoil_blanks(movement=uuid7(), serials=Serials(serial, serial), reason=reason, card=held.pk, by=by, at=at)
    return held


@transaction.atomic
def issue_card(*, card: UUID, serial: int, by: Actor, at: datetime) -> Card:
    """Hand the card over. That the worker is there, the vault has judged by the code that only the worker has.

    Raises AnotherCard, CardIsElsewhere, WrongStatus, WrongRole or CaseHasMoved.
    """
    held = _hold(card, by)
    held.LIFECYCLE.find(Act.ISSUE, held.status)
    rules.check_serial(held, serial)
    advance(held, Act.ISSUE, by=by, at=at, changes={"issued_at": at})
    return held


def _hold(card: UUID, by: Actor) -> Card:
    """The card as it stands now; whoever else acts on it waits. Raises CardIsElsewhere or Card.DoesNotExist."""
    held = Card.objects.select_for_update().get(pk=card)
    rules.check_here(held, by)
    return held
