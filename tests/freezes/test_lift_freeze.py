"""Lifting a freeze: now, by any policy officer, once."""

from datetime import timedelta

import pytest

from tests.freezes.make import SECOND, freeze
from tests.make import NOON, REGISTRAR
from workpermit.casework.lifecycle import CaseHasMoved, WrongRole, WrongStatus
from workpermit.casework.models import AuditEntry
from workpermit.freezes.models import Freeze
from workpermit.freezes.queries import get_freeze, in_force, list_freezes
from workpermit.freezes.services import lift_freeze

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=5)


def test_a_lifted_freeze_stops_nothing_and_names_who_lifted_it() -> None:
    ordered = freeze()

    lifted = lift_freeze(freeze=ordered, by=SECOND, at=LATER)

    assert in_force(LATER) == []
    assert list_freezes(LATER) == ([], [lifted])
    assert (lifted.lifted_by, lifted.lifted_at) == (SECOND.id, LATER)
    assert [e.actor for e in AuditEntry.objects.filter(root=ordered.pk, act="lift_freeze")] == [SECOND.id]


def test_a_freeze_that_has_not_begun_is_called_off() -> None:
    ordered = freeze(begins_at=LATER)

    lift_freeze(freeze=ordered, by=SECOND, at=NOON)

    assert in_force(LATER) == []


def test_two_officers_lift_it_and_the_second_is_told() -> None:
    ordered = freeze()
    same = get_freeze(ordered.pk)
    lift_freeze(freeze=ordered, by=SECOND, at=LATER)

    with pytest.raises(CaseHasMoved):
        lift_freeze(freeze=same, by=SECOND, at=LATER)
    with pytest.raises(WrongStatus):
        lift_freeze(freeze=get_freeze(ordered.pk), by=SECOND, at=LATER)


def test_a_registrar_does_not_lift_it() -> None:
    with pytest.raises(WrongRole):
        lift_freeze(freeze=freeze(), by=REGISTRAR, at=LATER)
    assert Freeze.objects.get().lifted_at is None
