"""What the database itself refuses of the ledger, whoever writes, and what happens at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from tests.at_once import at_once
from tests.card_stock.make import CLERK, HERE, OFFICER, THERE, approve, count, delivery, serials
from tests.make import NOON
from workpermit.card_stock import rules, services
from workpermit.card_stock.models import Holding, Movement, WriteOff
from workpermit.card_stock.queries import Balance, balance_of
from workpermit.card_stock.serials import Serials
from workpermit.core.ids import uuid7

pytestmark = pytest.mark.django_db


def as_login(login: str, sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {login}")
        cursor.execute(sql)


def movement(kind: str, one: Serials, **changes: object) -> Movement:
    """A movement as somebody would write it who goes around the services."""
    said = {"source": HERE, "source_state": "stock", "target": HERE, "target_state": "used", "order": uuid7()}
    row = Movement(
        **{
            **said,
            "kind": kind,
            "first": one.first,
            "last": one.last,
            "moved_by": CLERK.id,
            "moved_at": NOON,
            **changes,
        }
    )
    Movement.objects.bulk_create([row])
    return row


def test_the_database_takes_no_card_out_of_where_it_is_not() -> None:
    delivery()

    with pytest.raises(IntegrityError, match="these cards are not there"), transaction.atomic():
        movement("use", serials(101))
    movement("use", serials(5))
    with pytest.raises(IntegrityError, match="these cards are not there"), transaction.atomic():
        movement("use", serials(5))


def test_the_database_knows_a_serial_in_one_place() -> None:
    delivery()

    with pytest.raises(IntegrityError, match="serial_is_in_one_place"), transaction.atomic():
        movement("receive", serials(100, 200), source="", source_state="", target=THERE, target_state="stock")


@pytest.mark.parametrize(
    ("kind", "changes", "refused"),
    [
        ("use", {"target_state": "spoiled"}, "movement_is_one_of_the_known"),
        ("use", {"target": THERE}, "movement_stays_at_its_centre_unless_it_is_sent"),
        ("send", {"target_state": "transit"}, "movement_stays_at_its_centre_unless_it_is_sent"),
        ("use", {"reason": "jam"}, "movement_says_why_a_card_is_spoiled"),
        ("spoil", {"target_state": "spoiled"}, "movement_says_why_a_card_is_spoiled"),
        ("use", {"last": serials(9).last}, "movement_uses_one_blank_for_one_card"),
        ("use", {"order": None}, "movement_uses_one_blank_for_one_card"),
        ("use", {"last": 0}, "movement_is_a_range"),
    ],
)
def test_the_database_knows_how_cards_move(kind: str, changes: dict[str, object], refused: str) -> None:
    delivery()

    with pytest.raises(IntegrityError, match=refused), transaction.atomic():
        movement(kind, serials(5), **changes)


def test_the_database_takes_no_write_off_that_nobody_else_approved() -> None:
    delivery()
    (proposed,) = count(serials(1, 99))
    off = {"target_state": "written_off", "order": proposed.pk, "moved_by": OFFICER.id}

    with pytest.raises(ProgrammingError, match="no second person approved"), transaction.atomic():
        movement("write_off", serials(100), **off)
    with pytest.raises(IntegrityError, match="write_off_is_decided_by_a_second_person"), transaction.atomic():
        WriteOff.objects.update(decided_by=CLERK.id)
    with pytest.raises(IntegrityError, match="write_off_that_is_decided_says"), transaction.atomic():
        WriteOff.objects.update(decided_by=OFFICER.id, decided_at=NOON)


def test_an_approval_takes_exactly_its_cards_off_the_books() -> None:
    delivery()
    (proposed,) = count(serials(1, 99))
    approve(proposed)
    off = {"target_state": "written_off", "order": proposed.pk, "moved_by": OFFICER.id}

    for more in ({}, {"moved_by": CLERK.id}):
        with pytest.raises(ProgrammingError, match="no second person approved"), transaction.atomic():
            movement("write_off", serials(98), **off | more)


@pytest.mark.parametrize(
    ("login", "kind", "says"),
    [("wp_government", "use", "cards are moved at the centres"), ("wp_operator", "write_off", "no second person")],
)
def test_the_operator_writes_nothing_off_and_the_government_moves_nothing(login: str, kind: str, says: str) -> None:
    delivery()
    (proposed,) = count(serials(1, 99))
    approve(proposed)
    more = {"target_state": "written_off", "order": proposed.pk, "moved_by": OFFICER.id} if kind == "write_off" else {}

    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {login}")
    with pytest.raises(ProgrammingError, match=says), transaction.atomic():
        movement(kind, serials(100 if more else 1), **more)


@pytest.mark.parametrize("login", ["wp_operator", "wp_government"])
@pytest.mark.parametrize("sql", ["DELETE FROM card_stock_holding", "UPDATE card_stock_holding SET last = last + 1"])
def test_no_login_writes_holdings(login: str, sql: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"):
        as_login(login, sql)


@pytest.mark.parametrize("change", [lambda: Movement.objects.update(last=0), lambda: Movement.objects.all().delete()])
def test_a_movement_is_kept_as_it_was_written(change: Callable[[], object]) -> None:
    delivery()

    with pytest.raises(ProgrammingError, match="kept as it was written"), transaction.atomic():
        change()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("sleeping_guards")
def test_two_clerks_use_one_blank_at_once_and_one_of_them_gets_it() -> None:
    delivery(1, 20)

    ends = at_once(*[lambda: services.use_blank(serial=serials(7).first, card=uuid7(), by=CLERK, at=NOON)] * 4)

    assert sorted(str(end) for end in ends).count("None") == 1
    assert {end for end in ends if end} == {rules.CardsAreNotThere}
    assert balance_of(HERE) == Balance(received=20, used=1, stock=19)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("sleeping_guards")
def test_neighbours_are_used_at_once_and_every_one_is_found() -> None:
    delivery(1, 20)

    ends = at_once(
        *[
            lambda number=number: services.use_blank(serial=serials(number).first, card=uuid7(), by=CLERK, at=NOON)
            for number in range(1, 9)
        ]
    )

    assert ends == [None] * 8
    assert Holding.objects.filter(state="used").count() == 1
    assert balance_of(HERE).balances


def test_a_day_of_single_cards_leaves_two_rows() -> None:
    delivery()
    for number in (1, 2, 3, 5, 4):
        services.use_blank(serial=serials(number).first, card=uuid7(), by=CLERK, at=NOON + timedelta(minutes=number))

    assert sorted(Holding.objects.values_list("first", "last", "state")) == [
        (serials(1).first, serials(5).last, "used"),
        (serials(6).first, serials(100).last, "stock"),
    ]
