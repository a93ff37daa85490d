"""What the printing and issue of cards must keep."""

from workpermit.cards.models import Card
from workpermit.core.actors import Actor
from workpermit.core.errors import RuleBroken


class CardIsElsewhere(RuleBroken):
    """A card is printed and issued at the centre where the worker was seen."""


class AnotherCard(RuleBroken):
    """The card that is handed over is the one that was printed for this permit."""


def check_here(card: Card, by: Actor) -> None:
    """Raises CardIsElsewhere."""
    if card.centre != by.place:
        raise CardIsElsewhere


def check_serial(card: Card, serial: int) -> None:
    """Raises AnotherCard."""
    if card.serial != serial:
        raise AnotherCard
