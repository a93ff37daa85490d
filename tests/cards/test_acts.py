"""From the issued permit to the card in the worker's hand; a jam in the middle; two clerks at once."""

from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from tests import make
from tests.at_once import at_once
from tests.card_stock.make import CLERK, HERE, OTHER_CLERK, THERE, delivery, serials
from tests.make import NOON
from workpermit.card_stock.queries import Balance, balance_of
from workpermit.card_stock.rules import CardsAreNotThere
from workpermit.cards import rules, services
from workpermit.cards.models import Card
from workpermit.cards.queries import list_issued, list_open
from workpermit.casework.lifecycle import WrongRole, WrongStatus
from workpermit.core.actors import Actor
from workpermit.core.ids import new_permit_number, uuid7

pytestmark = pytest.mark.django_db


def queued(centre: str = HERE) -> Card:
    number = new_permit_number()
    return services.queue_card(application=uuid7(), appointment=uuid7(), centre=centre, permit=number, at=NOON)


def personalised(number: int = 7) -> Card:
    return services.personalise_card(card=queued().pk, serial=serials(number).first, by=CLERK, at=NOON)


def printed(number: int = 7) -> Card:
    return services.print_card(card=personalised(number).pk, by=CLERK, at=NOON)


def jobs(card: UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'make_card_file' AND args ->> 'record' = %s",
            [str(card)],
        )
        (count,) = cursor.fetchone() or (0,)
    return int(count)


def test_a_card_goes_from_the_queue_to_the_worker_and_its_blank_is_used() -> None:
    delivery()
    card = printed()

    issued = services.issue_card(card=card.pk, serial=serials(7).first, by=CLERK, at=NOON)

    assert (issued.status, issued.issued_at) == ("issued", NOON)
    assert balance_of(HERE) == Balance(received=100, used=1, stock=99)
    assert list_open(HERE) == []
    assert list_issued(HERE) == [issued]


def test_the_file_is_ordered_when_a_blank_is_given() -> None:
    delivery()

    card = personalised()

    assert jobs(card.pk) == 1
    services.make_file_again(card=card.pk, by=CLERK)
    assert jobs(card.pk) == 2


def test_a_jam_spoils_the_blank_and_the_card_waits_for_another() -> None:
    delivery()
    card = personalised()

    spoiled = services.spoil_card(card=card.pk, reason="jam", by=CLERK, at=NOON)

    assert (spoiled.status, spoiled.serial, spoiled.blank) == ("queued", None, None)
    assert balance_of(HERE) == Balance(received=100, spoiled=1, stock=99)
    with pytest.raises(CardsAreNotThere):
        services.personalise_card(card=card.pk, serial=serials(7).first, by=CLERK, at=NOON)
    again = services.personalise_card(card=card.pk, serial=serials(8).first, by=CLERK, at=NOON)
    assert again.blank != card.blank


def test_a_printed_card_that_is_bad_goes_back_too() -> None:
    delivery()

    assert services.spoil_card(card=printed().pk, reason="print", by=CLERK, at=NOON).status == "queued"
    assert balance_of(HERE).balances


def test_one_blank_becomes_one_card() -> None:
    delivery()
    personalised()

    with pytest.raises(CardsAreNotThere):
        personalised()


def test_a_blank_of_another_centre_is_not_used() -> None:
    delivery(1, 10, by=OTHER_CLERK)

    with pytest.raises(CardsAreNotThere):
        personalised()
    assert balance_of(THERE).stock == 10


def test_the_wrong_card_is_not_handed_over() -> None:
    delivery()
    card = printed()

    with pytest.raises(rules.AnotherCard):
        services.issue_card(card=card.pk, serial=serials(8).first, by=CLERK, at=NOON)
    card.refresh_from_db()
    assert card.status == "printed"


def test_a_card_is_not_handed_over_before_it_is_printed_and_only_once() -> None:
    delivery()
    card = personalised()
    with pytest.raises(WrongStatus):
        services.issue_card(card=card.pk, serial=serials(7).first, by=CLERK, at=NOON)
    services.print_card(card=card.pk, by=CLERK, at=NOON)
    services.issue_card(card=card.pk, serial=serials(7).first, by=CLERK, at=NOON)

    with pytest.raises(WrongStatus):
        services.issue_card(card=card.pk, serial=serials(7).first, by=CLERK, at=NOON)


def test_no_file_is_ordered_for_a_card_without_a_blank() -> None:
    with pytest.raises(WrongStatus):
        services.make_file_again(card=queued().pk, by=CLERK)


def test_another_centre_does_nothing_to_a_card() -> None:
    delivery()
    card = printed()

    for act in (
        lambda: services.issue_card(card=card.pk, serial=serials(7).first, by=OTHER_CLERK, at=NOON),
        lambda: services.spoil_card(card=card.pk, reason="jam", by=OTHER_CLERK, at=NOON),
        lambda: services.make_file_again(card=card.pk, by=OTHER_CLERK),
    ):
        with pytest.raises(rules.CardIsElsewhere):
            act()


def test_nobody_but_a_clerk_prints() -> None:
    delivery()
    registrar = Actor(make.REGISTRAR.id, make.REGISTRAR.role, HERE)

    with pytest.raises(WrongRole):
        services.print_card(card=personalised().pk, by=registrar, at=NOON)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"serial": None, "blank": None}, "card_has_a_blank_unless_it_waits_for_one"),
        ({"issued_at": NOON}, "card_that_is_issued_says_when"),
        ({"serial": serials(8).first}, "blank_becomes_one_card"),
    ],
)
def test_the_database_keeps_a_card_and_its_blank_together(changes: dict[str, object], refused: str) -> None:
    delivery()
    card = personalised()
    personalised(8)

    with pytest.raises(IntegrityError, match=refused), transaction.atomic():
        Card.objects.filter(pk=card.pk).update(**changes)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("sleeping_guards")
def test_two_clerks_give_one_card_a_blank_at_once_and_one_blank_is_used() -> None:
    delivery()
    card = queued()

    ends = at_once(
        *[
            lambda number=number: services.personalise_card(
                card=card.pk, serial=serials(number).first, by=CLERK, at=NOON
            )
            for number in (7, 8, 9)
        ]
    )

    assert sorted(ends, key=str) == [WrongStatus, WrongStatus, None]
    assert balance_of(HERE) == Balance(received=100, used=1, stock=99)
