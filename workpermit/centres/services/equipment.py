"""Machines: registered, moved, out of order, repaired, retired; each act leaves a line in the machine's history."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from workpermit.casework.lifecycle import advance, begin
from workpermit.centres.lifecycle import EquipmentAct
from workpermit.centres.models import Equipment, EquipmentEntry
from workpermit.centres.queries import list_counters
from workpermit.centres.rules import NoSuchCounter, SerialTaken, check_machine, check_place, check_words
from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7


@transaction.atomic
def register_equipment(
    *, equipment: UUID, centre: str, counter: str, kind: str, serial: str, by: Actor, at: datetime
) -> Equipment:
    """Take a machine into the inventory, at a counter or (empty) in the hall; the same one sent twice is one.

    Raises EquipmentMakesNoSense, NoSuchCounter, SerialTaken, OtherCentre or WrongRole.
    """
    check_place(centre, by)
    serial = serial.strip()
    check_machine(kind, serial)
    _check_counter(centre, counter)
    sent_before = Equipment.objects.filter(pk=equipment, centre=centre).first()
    if sent_before is not None:
        return sent_before
    machine = Equipment(id=equipment, centre=centre, counter=counter, kind=kind, serial=serial)
    try:
        with transaction.atomic():
            begin(machine, EquipmentAct.REGISTER, by=by, at=at)
    except IntegrityError:
        raise SerialTaken from None
    _note(machine, EquipmentAct.REGISTER, "", by=by, at=at)
    return machine


@transaction.atomic
def move_equipment(*, equipment: Equipment, counter: str, by: Actor, at: datetime) -> None:
    """Put a machine that works at another counter, or (empty) in the hall.

    Raises NoSuchCounter, OtherCentre, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_place(equipment.centre, by)
    _check_counter(equipment.centre, counter)
    advance(equipment, EquipmentAct.MOVE, by=by, at=at, changes={"counter": counter})
    _note(equipment, EquipmentAct.MOVE, "", by=by, at=at)


@transaction.atomic
def report_fault(*, equipment: Equipment, words: str, by: Actor, at: datetime) -> None:
    """Say that a machine is out of order, and what is the matter.

    Raises NoWords, OtherCentre, WrongStatus, WrongRole or CaseHasMoved.
    """
    check_place(equipment.centre, by)
    check_words(words.strip())
    advance(equipment, EquipmentAct.REPORT, by=by, at=at)
    _note(equipment, EquipmentAct.REPORT, words, by=by, at=at)


@transaction.atomic
def send_to_repair(*, equipment: Equipment, words: str, by: Actor, at: datetime) -> None:
    """A machine that is out of order has gone to repair. Raises as `report_fault`."""
    check_place(equipment.centre, by)
    check_words(words.strip())
    advance(equipment, EquipmentAct.SEND, by=by, at=at)
    _note(equipment, EquipmentAct.SEND, words, by=by, at=at)


@transaction.atomic
def return_to_service(*, equipment: Equipment, words: str, by: Actor, at: datetime) -> None:
    """A machine works again, and what was done to it. Raises as `report_fault`."""
    check_place(equipment.centre, by)
    check_words(words.strip())
    advance(equipment, EquipmentAct.RETURN, by=by, at=at)
    _note(equipment, EquipmentAct.RETURN, words, by=by, at=at)


@transaction.atomic
def retire_equipment(*, equipment: Equipment, words: str, by: Actor, at: datetime) -> None:
    """A machine leaves the inventory for good, and why. Raises as `report_fault`."""
    check_place(equipment.centre, by)
    check_words(words.strip())
    advance(equipment, EquipmentAct.RETIRE, by=by, at=at)
    _note(equipment, EquipmentAct.RETIRE, words, by=by, at=at)


def _check_counter(centre: str, number: str) -> None:
    if number and number not in {one.number for one in list_counters(centre)}:
        raise NoSuchCounter


def _note(machine: Equipment, act: EquipmentAct, words: str, *, by: Actor, at: datetime) -> None:
    entry = EquipmentEntry(
        id=uuid7(), equipment=machine.pk, act=act, counter=machine.counter, words=words.strip(), by=by.id, at=at
    )
    EquipmentEntry.objects.bulk_create([entry])
