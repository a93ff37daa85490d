"""A card whose worker needed no visit waits for a centre; the worker chooses one, until a blank is given to it."""

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.card_stock.make import CLERK, HERE, THERE, delivery, serials
from tests.make import NOON
from workpermit.cards import services
from workpermit.cards.models import Card
from workpermit.cards.queries import list_open
from workpermit.casework.lifecycle import CaseHasMoved, WrongRole, WrongStatus
from workpermit.casework.models import AuditEntry
from workpermit.catalogue.queries import NoSuchPlace
from workpermit.core.ids import new_permit_number, uuid7

pytestmark = pytest.mark.django_db


def unplaced() -> Card:
    return services.await_centre(application=uuid7(), permit=new_permit_number(), at=NOON)


def choose(card: Card, centre: str = HERE) -> None:
    services.choose_centre(card, centre=centre, by=make.APPLICANT, at=NOON)


def test_a_chosen_centre_has_the_card_in_its_queue() -> None:
    card = unplaced()
    assert list_open("") == list_open(HERE) == []

    choose(card)

    assert list_open(HERE) == [card]
    assert AuditEntry.objects.get(act="choose_centre").root == card.application


def test_another_centre_is_chosen_as_long_as_nothing_is_printed() -> None:
    card = unplaced()
    choose(card)
    choose(card, THERE)
    assert (list_open(HERE), list_open(THERE)) == ([], [card])

    choose(card, HERE)
    delivery()
    held = services.personalise_card(card=card.pk, serial=serials(7).first, by=CLERK, at=NOON)
    with pytest.raises(WrongStatus):
        choose(held, THERE)
    assert Card.objects.get().centre == HERE


def test_the_same_choice_twice_is_one() -> None:
    card = unplaced()
    for _twice in range(2):
        choose(card)

    assert AuditEntry.objects.filter(act="choose_centre").count() == 1


@pytest.mark.parametrize("centre", ["", "NOWHERE", "MOB-01"])
def test_only_a_centre_prints_cards(centre: str) -> None:
    card = unplaced()

    with pytest.raises(NoSuchPlace):
        choose(card, centre)
    assert Card.objects.get().status == "unplaced"


def test_a_choice_that_comes_when_the_blank_was_just_given_changes_nothing() -> None:
    card = unplaced()
    choose(card)
    stale = Card.objects.get()
    delivery()
    services.personalise_card(card=card.pk, serial=serials(7).first, by=CLERK, at=NOON)

    with pytest.raises(CaseHasMoved):
        choose(stale, THERE)


def test_no_clerk_chooses() -> None:
    with pytest.raises(WrongRole):
        services.choose_centre(unplaced(), centre=HERE, by=CLERK, at=NOON)


def test_a_card_without_a_centre_is_in_no_queue_and_has_no_blank() -> None:
    card = unplaced()
    for change in ({"centre": HERE}, {"serial": 1, "blank": uuid7()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Card.objects.filter(pk=card.pk).update(**change)
