"""The inventory: what a centre has, where it stands, what happened to it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.centres import make
from tests.make import CAST, CENTRE, NOON
from workpermit.casework.lifecycle import WrongRole, WrongStatus
from workpermit.centres import services
from workpermit.centres.models import Equipment
from workpermit.centres.queries import list_equipment, list_history
from workpermit.centres.rules import EquipmentMakesNoSense, NoSuchCounter, NoWords, OtherCentre, SerialTaken
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7

pytestmark = pytest.mark.django_db

Act = Callable[..., None]
WITH_WORDS: list[Act] = [
    services.report_fault,
    services.send_to_repair,
    services.return_to_service,
    services.retire_equipment,
]


def history(machine: Equipment) -> list[tuple[str, str, str]]:
    return [(one.act, one.counter, one.words) for one in list_history(machine.pk)]


def test_a_machine_tells_its_history_newest_first() -> None:
    machine = make.equipment()
    services.move_equipment(equipment=machine, counter="2", by=make.MANAGER, at=NOON)
    services.report_fault(equipment=machine, words=" No picture. ", by=make.MANAGER, at=NOON)
    services.send_to_repair(equipment=machine, words="Ticket 77 of the maker.", by=make.MANAGER, at=NOON)
    services.return_to_service(equipment=machine, words="Lens replaced.", by=make.MANAGER, at=NOON)
    services.retire_equipment(equipment=machine, words="Worn out.", by=make.MANAGER, at=NOON)

    assert list_equipment(CENTRE)[0].status == "retired"
    assert history(machine) == [
        ("retire_equipment", "2", "Worn out."),
        ("return_to_service", "2", "Lens replaced."),
        ("send_to_repair", "2", "Ticket 77 of the maker."),
        ("report_fault", "2", "No picture."),
        ("move_equipment", "2", ""),
        ("register_equipment", "1", ""),
    ]


def test_the_same_form_sent_twice_registers_one_machine() -> None:
    sent = uuid7()

    assert make.equipment(equipment=sent, serial="C-1") == make.equipment(equipment=sent, serial="C-1")
    assert len(list_history(sent)) == 1


def test_a_serial_number_is_of_one_machine_in_all_centres() -> None:
    make.equipment(serial="C-1")

    with pytest.raises(SerialTaken):
        make.equipment(serial="C-1")
    with pytest.raises(SerialTaken):
        make.equipment(serial="C-1", centre=make.ELSEWHERE.place, by=make.ELSEWHERE)
    make.equipment(serial="C-1", kind="kiosk")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"kind": "toaster"}, EquipmentMakesNoSense),
        ({"serial": " "}, EquipmentMakesNoSense),
        ({"serial": "9" * 41}, EquipmentMakesNoSense),
        ({"counter": "99"}, NoSuchCounter),
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any], rule: type[RuleBroken]) -> None:
    with pytest.raises(rule):
        make.equipment(**changes)
    assert not Equipment.objects.exists()


def test_a_machine_is_not_moved_to_a_counter_that_is_not_there() -> None:
    with pytest.raises(NoSuchCounter):
        services.move_equipment(equipment=make.equipment(), counter="99", by=make.MANAGER, at=NOON)


@pytest.mark.parametrize("act", WITH_WORDS)
@pytest.mark.parametrize("words", ["  ", "x" * 301])
def test_a_fault_a_repair_and_an_end_are_told_in_words(act: Act, words: str) -> None:
    machine = make.equipment()

    with pytest.raises(NoWords):
        act(equipment=machine, words=words, by=make.MANAGER, at=NOON)
    assert len(history(machine)) == 1


def test_what_works_is_not_sent_to_repair() -> None:
    with pytest.raises(WrongStatus):
        services.send_to_repair(equipment=make.equipment(), words="Why not?", by=make.MANAGER, at=NOON)


@pytest.mark.parametrize("act", WITH_WORDS)
def test_nobody_but_the_manager_of_the_centre_touches_a_machine(act: Act) -> None:
    machine = make.equipment()

    with pytest.raises(OtherCentre):
        act(equipment=machine, words="Mine now.", by=make.ELSEWHERE, at=NOON)
    with pytest.raises(OtherCentre):
        services.move_equipment(equipment=machine, counter="", by=make.ELSEWHERE, at=NOON)
    for somebody in CAST:
        if somebody != make.MANAGER:
            with pytest.raises(WrongRole):
                act(equipment=machine, words="Mine now.", by=somebody, at=NOON)


def test_another_manager_registers_nothing_here() -> None:
    with pytest.raises(OtherCentre):
        make.equipment(by=make.ELSEWHERE)


@pytest.mark.parametrize("column", [{"kind": "toaster"}, {"serial": ""}])
def test_the_table_refuses_what_is_never_true(column: dict[str, Any]) -> None:
    make.equipment()

    with pytest.raises(IntegrityError), transaction.atomic():
        Equipment.objects.update(**column)
