"""The places of a draw are given rank by rank, a few to a transaction: the next run goes on where one was stopped."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from tests import make
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.services import draw, register_for_draw, serve_drawn
from workpermit.applications.tasks import hold_draws
from workpermit.appointments.draw import (
    close_release,
    find_open_release,
    list_unserved_releases,
    open_release,
    take_unserved,
)
from workpermit.appointments.models import Appointment, Registration, Release
from workpermit.appointments.places import bookable_days
from workpermit.casework.lifecycle import CaseHasMoved
from workpermit.core.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


class StoppedError(Exception):
    """The process ends, or the database does."""


def waiting() -> Application:
    found = make.application(status=Status.AWAITING_VISIT)
    found.worker_account = uuid7()
    Application.objects.filter(pk=found.pk).update(worker_account=found.worker_account)
    return found


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Release:
    """Four take part in a draw whose ranks are given, two to a transaction."""
    monkeypatch.setattr(draw, "BATCH", 2)
    open_release(make.NOON)
    for _ in range(4):
        register_for_draw(application=waiting(), centre=make.CENTRE, at=make.NOON)
    release = find_open_release(make.NOON)
    assert release is not None
    close_release(release, at=release.closes_at)
    return release


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception, *, at_call: int) -> None:
    """Let the telling of one appointment fail, the others as they are."""
    real: Callable[..., None] = draw.tell_booked
    calls = iter(range(1, 100))

    def tell(*found: object, **named: object) -> None:
        if next(calls) == at_call:
            raise error
        real(*found, **named)

    monkeypatch.setattr(draw, "tell_booked", tell)


def unserved() -> list[int | None]:
    return list(Registration.objects.filter(unserved=True).order_by("rank").values_list("rank", flat=True))


def test_everybody_is_served_once(drawn: Release) -> None:
    assert unserved() == [1, 2, 3, 4]
    assert list_unserved_releases() == [drawn]

    serve_drawn(release=drawn, at=drawn.closes_at)
    serve_drawn(release=drawn, at=drawn.closes_at)

    assert unserved() == []
    assert list_unserved_releases() == []
    assert Appointment.objects.count() == 4


def test_a_run_that_is_stopped_keeps_what_it_gave_and_the_next_goes_on(
    drawn: Release, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(settings.EWP, "statements", str(tmp_path))
    with monkeypatch.context() as stopped:
        failing(stopped, StoppedError(), at_call=3)
        with pytest.raises(StoppedError):
            serve_drawn(release=drawn, at=drawn.closes_at)

    assert Release.objects.get().drawn_at is not None
    assert unserved() == [3, 4]
    assert Appointment.objects.count() == 2
    monkeypatch.setattr(timezone, "now", lambda: drawn.closes_at + timedelta(seconds=10))
    hold_draws(0)
    assert unserved() == []
    assert Appointment.objects.count() == 4


def test_one_that_moves_at_this_moment_leaves_the_others_their_places(
    drawn: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, CaseHasMoved(), at_call=2)

    serve_drawn(release=drawn, at=drawn.closes_at)

    second = Registration.objects.get(rank=2).application
    assert unserved() == []
    assert Appointment.objects.count() == 3
    assert not Appointment.objects.filter(application=second).exists()


def test_the_turns_are_taken_in_the_order_of_the_draw(drawn: Release) -> None:
    assert [one.rank for one in take_unserved(drawn, 3)] == [1, 2, 3]
    assert [one.rank for one in take_unserved(drawn, 3)] == [4]


def test_the_draw_has_a_day_before_anybody_can_book_the_month(drawn: Release) -> None:
    assert drawn.month not in bookable_days(drawn.closes_at + timedelta(hours=23))
    assert drawn.month in bookable_days(drawn.closes_at + timedelta(days=1))
