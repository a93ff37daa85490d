"""The acts on blank cards. Each writes a movement; the database keeps what follows from them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from workpermit.card_stock import rules
from workpermit.card_stock.lifecycle import Act
from workpermit.card_stock.models import Kind, Movement, State, StockCount, Transfer, WriteOff
from workpermit.card_stock.queries import balance_of, holds, list_not_arrived, list_stock, list_write_offs, where_is
from workpermit.card_stock.serials import Serials, joined, without
from workpermit.casework.lifecycle import advance, begin_all
from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7

LEDGER = 0x6361726473  # the advisory lock that the trigger takes too; a movement takes milliseconds


@transaction.atomic
def receive_blanks(*, movement: UUID, serials: Serials, note: str, by: Actor, at: datetime) -> Movement:
    """Take a delivery of the maker into this centre's stock. The same `movement` sent twice is one delivery.

    Raises CardsAreKnown or WrongRole.
    """
    rules.check_clerk(by)
    _hold_ledger()
    sent_before = Movement.objects.filter(pk=movement, moved_by=by.id).first()
    if sent_before is not None:
        return sent_before
    if where_is(serials) is not None:
        raise rules.CardsAreKnown
    return _move(Kind.RECEIVE, serials, ("", ""), (by.place, State.STOCK), by=by, at=at, id=movement, note=note)


@transaction.atomic
def send_blanks(*, transfer: UUID, serials: Serials, receiver: str, by: Actor, at: datetime) -> Transfer:
    """Put cards of this centre into a box for another one. The same `transfer` sent twice is one box.

    Raises SentToItself, CardsAreNotThere or WrongRole.
    """
    rules.check_clerk(by)
    if receiver == by.place:
        raise rules.SentToItself
    _hold_ledger()
    sent_before = Transfer.objects.filter(pk=transfer, sent_by=by.id).first()
    if sent_before is not None:
        return sent_before
    _move(Kind.SEND, serials, (by.place, State.STOCK), (receiver, State.TRANSIT), by=by, at=at, order=transfer)
    box = Transfer(
        id=transfer,
        sender=by.place,
        receiver=receiver,
        first=serials.first,
        last=serials.last,
        sent_by=by.id,
        sent_at=at,
    )
    Transfer.objects.bulk_create([box])
    return box


@transaction.atomic
def accept_blanks(*, transfer: UUID, arrived: Sequence[Serials], by: Actor, at: datetime) -> list[WriteOff]:
    """Take what is in a box into stock; what is not in it is proposed to be written off. Accepted twice, once.

    Where the Department did not write the missing ones off, they are accepted, or proposed, once more.

    Raises TransferIsElsewhere, CardsAreNotThere, CountNamesTwice or WrongRole.
    """
    rules.check_clerk(by)
    _hold_ledger()
    box = Transfer.objects.get(pk=transfer)
    if box.receiver != by.place:
        raise rules.TransferIsElsewhere
    sent = list_not_arrived(box)
    if not sent:
        return []
    there = _joined(arrived)
    if without(there, sent):
        raise rules.CardsAreNotThere
    here = (by.place, State.TRANSIT)
    for one in there:
        _move(Kind.ACCEPT, one, here, (by.place, State.STOCK), by=by, at=at, order=transfer)
    missing = without(sent, there)
    accepted = Transfer.objects.filter(pk=transfer)
    if box.accepted_at is None:
        accepted.update(accepted_by=by.id, accepted_at=at, missing=sum(one.count for one in missing))
    else:
        accepted.update(missing=F("missing") - sum(one.count for one in there))
    return propose_write_off(ranges=missing, state=State.TRANSIT, found_by=transfer, by=by, at=at)


@transaction.atomic
def use_blank(*, serial: int, card: UUID, by: Actor, at: datetime) -> Movement:
    """Give one blank of this centre to one card. Raises CardsAreNotThere or WrongRole."""
    rules.check_clerk(by)
    _hold_ledger()
    one, here = Serials(serial, serial), (by.place, State.STOCK)
    return _move(Kind.USE, one, here, (by.place, State.USED), by=by, at=at, order=card)


@transaction.atomic
def spoil_blanks(
    *, movement: UUID, serials: Serials, reason: str, by: Actor, at: datetime, card: UUID | None = None
) -> Movement:
    """Take cards that cannot be used out of stock, or with `card` the blank that was given to it.

    The same `movement` sent twice is one. Raises CardsAreNotThere or WrongRole.
    """
    rules.check_clerk(by)
    _hold_ledger()
    sent_before = Movement.objects.filter(pk=movement, moved_by=by.id).first()
    if sent_before is not None:
        return sent_before
    here = (by.place, State.STOCK if card is None else State.USED)
    target = (by.place, State.SPOILED)
    return _move(Kind.SPOIL, serials, here, target, by=by, at=at, id=movement, reason=reason, order=card)


@transaction.atomic
def count_stock(*, count: UUID, counted: Sequence[Serials], by: Actor, at: datetime) -> StockCount:
    """Compare what somebody counted with the books; what is missing is proposed to be written off.

    The same `count` sent twice is one. Raises WriteOffWaits, CardsAreNotThere (the books do not have a counted card
    here), CountNamesTwice or WrongRole.
    """
    rules.check_clerk(by)
    _hold_ledger()
    sent_before = StockCount.objects.filter(pk=count, counted_by=by.id).first()
    if sent_before is not None:
        return sent_before
    if any(one.state == State.STOCK for one in list_write_offs(by.place, waiting=True)):
        raise rules.WriteOffWaits
    booked, there = list_stock(by.place), _joined(counted)
    if without(there, booked):
        raise rules.CardsAreNotThere
    missing, books = without(booked, there), balance_of(by.place)
    taken = StockCount(
        id=count,
        centre=by.place,
        received=books.received,
        came=books.came,
        left=books.left,
        used=books.used,
        spoiled=books.spoiled,
        written_off=books.written_off,
        counted=sum(one.count for one in there),
        missing=sum(one.count for one in missing),
        counted_by=by.id,
        counted_at=at,
    )
    StockCount.objects.bulk_create([taken])
    propose_write_off(ranges=missing, state=State.STOCK, found_by=count, by=by, at=at)
    return taken


@transaction.atomic
def propose_write_off(
    *, ranges: Sequence[Serials], state: str, found_by: UUID, by: Actor, at: datetime
) -> list[WriteOff]:
    """Ask the Department to take missing cards off the books, one proposal for each range. Raises WrongRole."""
    proposed = [
        WriteOff(
            id=uuid7(),
            centre=by.place,
            first=one.first,
            last=one.last,
            state=state,
            found_by=found_by,
            proposed_by=by.id,
            proposed_at=at,
        )
        for one in ranges
    ]
    if proposed:
        begin_all(proposed, Act.PROPOSE, by=by, at=at)
    return proposed


@transaction.atomic
def approve_write_off(*, write_off: UUID, remark: str, by: Actor, at: datetime) -> WriteOff:
    """Take the cards off the books.

    Raises SecondPersonNeeded, RemarkMissing, CardsAreNotThere (they were moved since), WrongStatus or WrongRole.
    """
    held = WriteOff.objects.select_for_update().get(pk=write_off)
    rules.check_second(held, by)
    decided = {"decided_by": by.id, "decided_at": at, "remark": rules.check_remark(remark)}
    advance(held, Act.APPROVE, by=by, at=at, changes=decided)
    _hold_ledger()
    off = State.WRITTEN_OFF if held.state == State.STOCK else State.LOST
    source, target = (held.centre, held.state), (held.centre, off)
    _move(Kind.WRITE_OFF, Serials(held.first, held.last), source, target, by=by, at=at, order=held.pk)
    return held


@transaction.atomic
def reject_write_off(*, write_off: UUID, remark: str, by: Actor, at: datetime) -> WriteOff:
    """Leave the cards on the books: the centre looks for them and counts again.

    Raises SecondPersonNeeded, RemarkMissing, WrongStatus or WrongRole.
    """
    held = WriteOff.objects.select_for_update().get(pk=write_off)
    rules.check_second(held, by)
    decided = {"decided_by": by.id, "decided_at": at, "remark": rules.check_remark(remark)}
    advance(held, Act.REJECT, by=by, at=at, changes=decided)
    return held


def _joined(ranges: Sequence[Serials]) -> list[Serials]:
    try:
        return joined(list(ranges))
    except ValueError:
        raise rules.CountNamesTwice from None


def _hold_ledger() -> None:
    """One movement at a time: what a service has looked up is then still so when its movement is written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LEDGER])


def _move(
    kind: Kind,
    serials: Serials,
    source: tuple[str, str],
    target: tuple[str, str],
    *,
    by: Actor,
    at: datetime,
    **more: Any,
) -> Movement:
    """Raises CardsAreNotThere."""
    if source[0] and not holds(source[0], source[1], serials):
        raise rules.CardsAreNotThere
    movement = Movement(
        **{"id": uuid7(), **more},
        kind=kind,
        first=serials.first,
        last=serials.last,
        source=source[0],
        source_state=source[1],
        target=target[0],
        target_state=target[1],
        moved_by=by.id,
        moved_at=at,
    )
    Movement.objects.bulk_create([movement])
    return movement
