"""The ledger balances after every act, and the database keeps it so whoever writes."""

import pytest
from django.db import transaction

from tests.card_stock.make import CLERK, HERE, OFFICER, OTHER_CLERK, THERE, approve, count, delivery, serials
from tests.make import NOON, REGISTRAR
from workpermit.card_stock import rules, services
from workpermit.card_stock.models import Movement, State, Transfer, WriteOff
from workpermit.card_stock.queries import Balance, balance_of, balances, list_on_the_way, list_stock, where_is
from workpermit.card_stock.serials import Serials
from workpermit.casework.lifecycle import WrongRole, WrongStatus
from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7

pytestmark = pytest.mark.django_db


def spoil(one: Serials, *, by: Actor = CLERK) -> Movement:
    return services.spoil_blanks(movement=uuid7(), serials=one, reason="damaged", by=by, at=NOON)


def send(one: Serials, *, by: Actor = CLERK, receiver: str = THERE) -> Transfer:
    return services.send_blanks(transfer=uuid7(), serials=one, receiver=receiver, by=by, at=NOON)


def accept(box: Transfer, *arrived: Serials, by: Actor = OTHER_CLERK) -> list[WriteOff]:
    return services.accept_blanks(transfer=box.pk, arrived=arrived, by=by, at=NOON)


# What the acts do


def test_a_delivery_is_in_stock_once_however_often_it_is_posted() -> None:
    same = uuid7()
    for _twice in range(2):
        services.receive_blanks(movement=same, serials=serials(1, 100), note="D-1", by=CLERK, at=NOON)

    assert balance_of(HERE) == Balance(received=100, stock=100)
    assert list_stock(HERE) == [serials(1, 100)]


@pytest.mark.parametrize("again", [serials(100), serials(1, 100), serials(90, 120)])
def test_a_serial_is_received_once_for_ever(again: Serials) -> None:
    delivery()
    spoil(serials(90, 100))

    with pytest.raises(rules.CardsAreKnown):
        services.receive_blanks(movement=uuid7(), serials=again, note="D-2", by=OTHER_CLERK, at=NOON)


def test_the_books_of_a_centre_balance_after_everything_that_can_happen() -> None:
    delivery()
    back = services.send_blanks(transfer=uuid7(), serials=serials(1, 30), receiver=THERE, by=CLERK, at=NOON)
    accept(back, serials(1, 30))
    services.use_blank(serial=serials(40).first, card=uuid7(), by=CLERK, at=NOON)
    spoil(serials(50, 51))
    (missing,) = count(serials(31, 39), serials(41, 49), serials(52, 90))
    approve(missing)

    here, there = balances()[HERE], balances()[THERE]

    assert (here.received, here.left, here.used, here.spoiled, here.written_off, here.stock) == (100, 30, 1, 2, 10, 57)
    assert here.balances
    assert there == Balance(came=30, stock=30)
    assert there.balances


def test_a_card_on_the_way_is_nobodys_stock_until_it_is_accepted() -> None:
    delivery()
    box = send(serials(1, 30))

    assert (balance_of(HERE).stock, balance_of(THERE).stock, balance_of(THERE).transit) == (70, 0, 30)

    accept(box, serials(1, 30))

    assert (balance_of(THERE).stock, balance_of(THERE).transit) == (30, 0)
    assert Transfer.objects.get().missing == 0


def test_what_is_missing_in_a_box_is_noted_and_proposed_to_be_written_off() -> None:
    delivery()
    box = send(serials(1, 30))

    proposed = accept(box, serials(1, 10), serials(13, 30))

    assert [(one.centre, one.first, one.last, one.state) for one in proposed] == [
        (THERE, serials(11).first, serials(12).last, "transit")
    ]
    assert Transfer.objects.get().missing == 2
    approve(proposed[0])
    lost = where_is(serials(11))
    assert lost is not None
    assert lost.state == State.LOST
    assert balances()[THERE].balances


def test_a_box_is_accepted_once_and_only_by_its_receiver() -> None:
    delivery()
    box = send(serials(1, 30))

    with pytest.raises(rules.TransferIsElsewhere):
        accept(box, serials(1, 30), by=CLERK)
    accept(box, serials(1, 30))
    assert accept(box, serials(1, 10)) == []
    assert balance_of(THERE).stock == 30


def test_cards_of_a_box_that_the_department_did_not_write_off_are_accepted_or_proposed_again() -> None:
    delivery()
    box = send(serials(1, 30))
    (missing,) = accept(box, serials(1, 10), serials(14, 30))
    services.reject_write_off(write_off=missing.pk, remark="Look in the car.", by=OFFICER, at=NOON)
    assert list_on_the_way(THERE) == [(box, serials(11, 13))]

    with pytest.raises(rules.CardsAreNotThere):  # the first form, sent again
        accept(box, serials(1, 10), serials(14, 30))
    proposed = accept(box, serials(12))

    assert [(one.first, one.last, one.state) for one in proposed] == [
        (serials(11).first, serials(11).last, "transit"),
        (serials(13).first, serials(13).last, "transit"),
    ]
    assert accept(box, serials(12)) == []
    assert list_on_the_way(THERE) == []
    assert Transfer.objects.get().missing == 2
    assert (balance_of(THERE).stock, balance_of(THERE).transit) == (28, 2)
    for one in proposed:
        approve(one)
    assert list_on_the_way(THERE) == []
    assert balances()[THERE].balances


def test_an_old_box_takes_nothing_out_of_a_later_one() -> None:
    delivery()
    box = send(serials(1, 30))
    (missing,) = accept(box, serials(1, 29))
    services.reject_write_off(write_off=missing.pk, remark="Look in the car.", by=OFFICER, at=NOON)
    send(serials(5), by=OTHER_CLERK, receiver=HERE)
    back = Transfer.objects.get(sender=THERE)
    accept(back, serials(5), by=CLERK)
    later = send(serials(5))

    with pytest.raises(rules.CardsAreNotThere):
        accept(box, serials(5), serials(30))
    assert list_on_the_way(THERE) == [(box, serials(30)), (later, serials(5))]


def test_a_box_holds_nothing_that_was_not_sent() -> None:
    delivery()
    box = send(serials(1, 30))

    with pytest.raises(rules.CardsAreNotThere):
        accept(box, serials(1, 31))


def test_cards_are_sent_to_another_centre_and_only_those_that_are_there() -> None:
    delivery()

    with pytest.raises(rules.SentToItself):
        send(serials(1), receiver=HERE)
    with pytest.raises(rules.CardsAreNotThere):
        send(serials(100, 101))
    with pytest.raises(rules.CardsAreNotThere):
        send(serials(1), by=OTHER_CLERK, receiver=HERE)


def test_a_spoiled_card_is_spoiled_once_and_not_used() -> None:
    delivery()
    spoil(serials(7))

    for act in (
        lambda: spoil(serials(7)),
        lambda: services.use_blank(serial=serials(7).first, card=uuid7(), by=CLERK, at=NOON),
    ):
        with pytest.raises(rules.CardsAreNotThere):
            act()


def test_a_used_blank_is_spoiled_with_its_card() -> None:
    delivery()
    card = uuid7()
    services.use_blank(serial=serials(7).first, card=card, by=CLERK, at=NOON)

    services.spoil_blanks(movement=uuid7(), serials=serials(7), reason="jam", card=card, by=CLERK, at=NOON)

    assert (balance_of(HERE).used, balance_of(HERE).spoiled) == (0, 1)


# Counting and writing off


def test_a_count_that_agrees_proposes_nothing() -> None:
    delivery()

    assert count(serials(51, 100), serials(1, 50)) == []


def test_each_gap_of_a_count_is_a_proposal_and_the_books_stay_until_it_is_approved() -> None:
    delivery()

    proposed = count(serials(1, 9), serials(11, 98))

    assert [(one.first, one.last) for one in proposed] == [
        (serials(10).first, serials(10).last),
        (serials(99).first, serials(100).last),
    ]
    assert balance_of(HERE).stock == 100
    with pytest.raises(rules.WriteOffWaits):
        count(serials(1, 100))


def test_a_count_names_no_card_twice_and_none_that_the_books_do_not_have_here() -> None:
    delivery()

    with pytest.raises(rules.CountNamesTwice):
        count(serials(1, 50), serials(50, 100))
    with pytest.raises(rules.CardsAreNotThere):
        count(serials(1, 101))


def test_a_rejected_proposal_leaves_the_cards_and_the_centre_counts_again() -> None:
    delivery()
    (proposed,) = count(serials(1, 99))

    services.reject_write_off(write_off=proposed.pk, remark="It lies in the safe.", by=OFFICER, at=NOON)

    assert balance_of(HERE).stock == 100
    assert count(serials(1, 100)) == []
    with pytest.raises(WrongStatus):
        approve(proposed)


def test_whoever_proposes_does_not_decide() -> None:
    delivery()
    (proposed,) = count(serials(1, 99))
    same = Actor(CLERK.id, OFFICER.role, OFFICER.place)

    with pytest.raises(rules.SecondPersonNeeded):
        approve(proposed, by=same)
    with pytest.raises(rules.SecondPersonNeeded):
        services.reject_write_off(write_off=proposed.pk, remark="No.", by=same, at=NOON)
    with pytest.raises(WrongRole):
        approve(proposed, by=OTHER_CLERK)


@pytest.mark.parametrize("remark", ["", "  ", "x" * 201])
def test_whoever_decides_says_why(remark: str) -> None:
    delivery()
    (proposed,) = count(serials(1, 99))

    with pytest.raises(rules.RemarkMissing):
        approve(proposed, remark=remark)


def test_a_card_that_was_used_after_the_count_is_not_written_off() -> None:
    delivery()
    (proposed,) = count(serials(1, 99))
    services.use_blank(serial=serials(100).first, card=uuid7(), by=CLERK, at=NOON)

    with pytest.raises(rules.CardsAreNotThere), transaction.atomic():
        approve(proposed)
    assert WriteOff.objects.get().status == "proposed"


@pytest.mark.parametrize("by", [OFFICER, REGISTRAR, Actor(CLERK.id, CLERK.role, "")])
def test_only_the_staff_of_a_centre_moves_cards(by: Actor) -> None:
    with pytest.raises(WrongRole):
        services.receive_blanks(movement=uuid7(), serials=serials(1), note="", by=by, at=NOON)
