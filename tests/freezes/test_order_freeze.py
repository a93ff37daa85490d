"""Ordering a freeze: at once or later, with a message in both languages, once."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.freezes.make import OFFICER, freeze
from tests.make import ASSISTANT_REGISTRAR, NOON, OPERATOR_CLERK, REGISTRAR
from workpermit.casework.lifecycle import WrongRole
from workpermit.casework.models import AuditEntry
from workpermit.catalogue.queries import NoSuchService
from workpermit.core.actors import Actor
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7
from workpermit.freezes.lifecycle import Status
from workpermit.freezes.models import Freeze
from workpermit.freezes.queries import in_force, list_freezes, of_service
from workpermit.freezes.rules import FreezeBeginsInThePast, FreezeEndsTooEarly, FreezeSaysNothing, FreezeStopsNothing

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_freeze_without_a_beginning_is_in_force_at_once_and_names_its_officer() -> None:
    ordered = freeze()

    assert in_force(NOON) == [ordered]
    entry = AuditEntry.objects.get(root=ordered.pk)
    assert (entry.act, entry.actor, entry.role) == ("order_freeze", OFFICER.id, "policy_officer")


def test_a_freeze_is_in_force_between_its_times_alone() -> None:
    ordered = freeze(begins_at=NOON + HOUR, ends_at=NOON + 2 * HOUR)

    found = [bool(in_force(NOON + n * HOUR / 2)) for n in range(6)]

    assert found == [False, False, True, True, False, False]
    assert list_freezes(NOON) == ([ordered], [])
    assert list_freezes(NOON + 3 * HOUR) == ([], [ordered])


def test_a_freeze_of_one_service_leaves_the_others_alone() -> None:
    ordered = freeze(service="s59_new")

    assert of_service(in_force(NOON), "s59_new") == [ordered]
    assert of_service(in_force(NOON), "s13_hire") == []


def test_the_same_form_sent_twice_orders_one_freeze() -> None:
    sent = uuid7()

    assert freeze(freeze=sent) == freeze(freeze=sent)
    assert Freeze.objects.count() == AuditEntry.objects.filter(act="order_freeze").count() == 1


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"filings": False}, FreezeStopsNothing),
        ({"message_th": "  "}, FreezeSaysNothing),
        ({"message_en": ""}, FreezeSaysNothing),
        ({"message_en": "x" * 501}, FreezeSaysNothing),
        ({"begins_at": NOON - HOUR}, FreezeBeginsInThePast),
        ({"ends_at": NOON}, FreezeEndsTooEarly),
        ({"service": "s99_unknown"}, NoSuchService),
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any], rule: type[RuleBroken]) -> None:
    with pytest.raises(rule):
        freeze(**changes)
    assert not Freeze.objects.exists()


@pytest.mark.parametrize("by", [REGISTRAR, ASSISTANT_REGISTRAR, OPERATOR_CLERK])
def test_nobody_else_orders_a_freeze(by: Actor) -> None:
    with pytest.raises(WrongRole):
        freeze(by=by)


@pytest.mark.parametrize(
    "column", [{"filings": False}, {"message_th": ""}, {"ends_at": NOON - HOUR}, {"lifted_by": uuid7()}]
)
def test_the_table_refuses_what_is_never_true(column: dict[str, Any]) -> None:
    ordered = freeze()

    with pytest.raises(IntegrityError), transaction.atomic():
        Freeze.objects.filter(pk=ordered.pk, status=Status.ORDERED).update(**column)
