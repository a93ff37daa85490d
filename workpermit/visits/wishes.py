"""What a visitor comes for, which is what a counter must be able to do."""

from collections.abc import Iterable

from django.db.models import TextChoices

APPOINTMENT_SERIES = "A"
KIOSK_SERIES = "D"  # numbers that a kiosk gives while it has no link


class Wish(TextChoices):
    IDENTITY = "identity"
    CARDS = "cards"
    ASSISTED = "assisted"


# The letter of a walk-in's number; appointments have their own.
SERIES = {Wish.IDENTITY: "B", Wish.ASSISTED: "B", Wish.CARDS: "C"}


def read_wishes(words: Iterable[str]) -> list[Wish]:
    """The wishes that are meant, in their own order; unknown words are left out."""
    said = set(words)
    return [wish for wish in Wish if wish.value in said]
