"""Finding cards."""

from uuid import UUID

from workpermit.cards.lifecycle import Status
from workpermit.cards.models import Card

OPEN = (Status.QUEUED, Status.PERSONALISED, Status.PRINTED)
MOST = 200  # lines of a list


def list_open(centre: str) -> list[Card]:
    """What a centre has to print and to hand over, the oldest first."""
    return list(Card.objects.filter(centre=centre, status__in=OPEN).order_by("id")[:MOST])


def list_issued(centre: str) -> list[Card]:
    """The cards that a centre handed over last."""
    return list(Card.objects.filter(centre=centre, status=Status.ISSUED).order_by("-issued_at")[:20])


def find_card(application: UUID) -> Card | None:
    """The card of an application's permit."""
    return Card.objects.filter(application=application).first()


def get_card(card: UUID) -> Card:
    """Raises Card.DoesNotExist."""
    return Card.objects.get(pk=card)
