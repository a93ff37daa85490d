"""Shifts, changed days and closures."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.centres import make
from tests.make import CAST, CENTRE, NOON, WORKING_DAY
from workpermit.casework.lifecycle import WrongRole, WrongStatus
from workpermit.casework.models import Case
from workpermit.centres import services
from workpermit.centres.models import Closure, DayOverride, Shift
from workpermit.centres.queries import find_override, list_closures, list_overrides, list_shifts, why_closed
from workpermit.centres.rules import (
    ClosureEndsTooEarly,
    DayHasOverride,
    DayHasPassed,
    NoSuchCounter,
    NoWords,
    OtherCentre,
    PlacesOutOfRange,
    ShiftMakesNoSense,
    ShiftOverlaps,
)
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7

pytestmark = pytest.mark.django_db
YESTERDAY = date(2026, 11, 22)
Make = Callable[..., Case]


@pytest.mark.parametrize(
    ("order", "changes", "rule"),
    [
        (make.shift, {"day": YESTERDAY}, DayHasPassed),
        (make.shift, {"from_hour": 17, "until_hour": 17}, ShiftMakesNoSense),
        (make.shift, {"until_hour": 25}, ShiftMakesNoSense),
        (make.shift, {"from_hour": -1}, ShiftMakesNoSense),
        (make.shift, {"counter": "99"}, NoSuchCounter),
        (make.override, {"day": YESTERDAY}, DayHasPassed),
        (make.override, {"places": 0}, PlacesOutOfRange),
        (make.override, {"places": 501}, PlacesOutOfRange),
        (make.override, {"reason": " "}, NoWords),
        (make.override, {"reason": "x" * 301}, NoWords),
        (make.closure, {"first_day": YESTERDAY}, DayHasPassed),
        (make.closure, {"last_day": WORKING_DAY - timedelta(days=1)}, ClosureEndsTooEarly),
        (make.closure, {"reason_th": ""}, NoWords),
        (make.closure, {"reason_en": " "}, NoWords),
    ],
)
def test_what_makes_no_sense_is_refused(order: Make, changes: dict[str, Any], rule: type[RuleBroken]) -> None:
    with pytest.raises(rule):
        order(**changes)
    assert [model for model in (Shift, DayOverride, Closure) if model._default_manager.exists()] == []


@pytest.mark.parametrize("order", [make.shift, make.override, make.closure])
def test_nobody_but_the_manager_of_the_centre_orders_anything(order: Make) -> None:
    with pytest.raises(OtherCentre):
        order(by=make.ELSEWHERE)
    for somebody in CAST:
        if somebody != make.MANAGER:
            with pytest.raises(WrongRole):
                order(by=somebody)


@pytest.mark.parametrize(
    ("name", "order"), [("shift", make.shift), ("override", make.override), ("closure", make.closure)]
)
def test_the_same_form_sent_twice_orders_once(name: str, order: Make) -> None:
    sent = uuid7()

    assert order(**{name: sent}) == order(**{name: sent})


def test_nobody_is_planned_at_two_places_at_once() -> None:
    make.shift(from_hour=8, until_hour=12)
    make.shift(from_hour=12, until_hour=16)
    make.shift(account=uuid7(), from_hour=8, until_hour=12)

    for from_hour, until_hour in ((7, 9), (11, 13), (9, 10), (8, 16)):
        with pytest.raises(ShiftOverlaps):
            make.shift(from_hour=from_hour, until_hour=until_hour)
    assert len(list_shifts(CENTRE, WORKING_DAY, WORKING_DAY)) == 3


def test_a_cancelled_shift_leaves_its_hours_free() -> None:
    services.cancel_shift(shift=make.shift(), by=make.MANAGER, at=NOON)

    assert list_shifts(CENTRE, WORKING_DAY, WORKING_DAY) == []
    make.shift()


def test_the_plan_of_a_day_that_is_over_stands() -> None:
    shift, override = make.shift(), make.override()

    with pytest.raises(DayHasPassed):
        services.cancel_shift(shift=shift, by=make.MANAGER, at=NOON + timedelta(days=2))
    with pytest.raises(DayHasPassed):
        services.withdraw_override(override=override, by=make.MANAGER, at=NOON + timedelta(days=2))


def test_a_day_has_one_override_at_a_time() -> None:
    first = make.override()
    with pytest.raises(DayHasOverride):
        make.override(places=20)

    services.withdraw_override(override=first, by=make.MANAGER, at=NOON)
    second = make.override(places=20)

    assert find_override(CENTRE, WORKING_DAY) == second
    assert list_overrides(CENTRE, WORKING_DAY) == [second]


def test_a_closure_says_why_in_the_readers_language_while_it_holds() -> None:
    ordered = make.closure()
    assert why_closed(CENTRE, WORKING_DAY, "th") == "ซ่อมระบบไฟฟ้า"
    assert why_closed(CENTRE, WORKING_DAY, "en") == "The electricity is repaired."
    assert list_closures(WORKING_DAY, centre=CENTRE) == list_closures(WORKING_DAY) == [ordered]

    services.reopen_centre(closure=ordered, by=make.MANAGER, at=NOON)

    assert why_closed(CENTRE, WORKING_DAY, "en") == ""
    assert list_closures(WORKING_DAY) == []
    with pytest.raises(WrongStatus):
        services.reopen_centre(closure=ordered, by=make.MANAGER, at=NOON)


def test_another_manager_ends_nothing_here() -> None:
    shift, override, closure = make.shift(), make.override(), make.closure()

    with pytest.raises(OtherCentre):
        services.cancel_shift(shift=shift, by=make.ELSEWHERE, at=NOON)
    with pytest.raises(OtherCentre):
        services.withdraw_override(override=override, by=make.ELSEWHERE, at=NOON)
    with pytest.raises(OtherCentre):
        services.reopen_centre(closure=closure, by=make.ELSEWHERE, at=NOON)


@pytest.mark.parametrize(
    ("order", "column"),
    [
        (make.shift, {"until_hour": 8}),
        (make.override, {"places": 0}),
        (make.override, {"reason": ""}),
        (make.closure, {"last_day": YESTERDAY}),
        (make.closure, {"reason_en": ""}),
    ],
)
def test_the_tables_refuse_what_is_never_true(order: Make, column: dict[str, Any]) -> None:
    ordered = order()

    with pytest.raises(IntegrityError), transaction.atomic():
        type(ordered)._default_manager.filter(pk=ordered.pk).update(**column)
