"""Whose permits are listed, in which order, and what is said of each."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests import make
from tests.permits.signing import keys, statement
from workpermit.applications.lifecycle import Status
from workpermit.core.calendar import bangkok_date
from workpermit.permits import holdings
from workpermit.permits.holdings import list_holdings, state_of
from workpermit.permits.models import Permit
from workpermit.permits.queries import find_permit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]
TODAY = bangkok_date(make.NOON)


def issued(*, ends_in: int = 100, **changes: Any) -> Permit:
    """A permit that ends so many days after today, with the vault's word that it is valid."""
    permit = find_permit(make.application(status=Status.ISSUED).pk)
    assert permit is not None
    until = TODAY + timedelta(days=ends_in)
    words = {"statement": said(permit.number), "valid_from": until - timedelta(days=364), "valid_until": until}
    Permit.objects.filter(pk=permit.pk).update(**(words | changes))
    return Permit.objects.get(pk=permit.pk)


def said(number: str, **changes: object) -> str:
    now = int(make.NOON.timestamp())
    return statement(number, **{"iat": now - 3600, "exp": now + 3600, **changes})  # type: ignore[arg-type]


def test_the_filer_and_the_worker_see_a_permit_and_a_stranger_does_not() -> None:
    permit = issued()

    for reader, seen in ((make.APPLICANT, [permit]), (make.WORKER, [permit]), (make.STRANGER, [])):
        assert [one.permit for one in list_holdings(seen_by=reader, today=TODAY)] == seen


def test_what_ends_next_stands_first_and_what_has_ended_stands_apart() -> None:
    later, last_day, sooner = issued(ends_in=50), issued(ends_in=0), issued(ends_in=7)
    long_ago, yesterday = issued(ends_in=-90), issued(ends_in=-1)

    held = list_holdings(seen_by=make.APPLICANT, today=TODAY)
    ended = list_holdings(seen_by=make.APPLICANT, today=TODAY, ended=True)

    assert [one.permit for one in held] == [last_day, sooner, later]
    assert [one.days_left(TODAY) for one in held] == [0, 7, 50]
    assert [one.permit for one in ended] == [yesterday, long_ago]


@pytest.mark.parametrize("ended", [False, True])
def test_pages_follow_each_other_without_a_gap_also_where_many_end_on_one_day(
    monkeypatch: pytest.MonkeyPatch, ended: bool
) -> None:
    monkeypatch.setattr(holdings, "PAGE", 2)
    permits = {issued(ends_in=days * (-1 if ended else 1)).pk for days in (5, 9, 9, 9, 20)}

    seen, after = [], None
    while page := list_holdings(seen_by=make.APPLICANT, today=TODAY, ended=ended, after=after):
        assert len(page) <= 2
        seen += [one.permit.pk for one in page]
        after = page[-1].key

    assert len(seen) == 5
    assert set(seen) == permits


@pytest.mark.parametrize(
    ("days", "state"), [({}, "valid"), ({"valid_from": TODAY + timedelta(days=1)}, "not_yet_valid")]
)
def test_days_and_the_vaults_word_say_what_a_permit_is(days: dict[str, date], state: str) -> None:
    assert state_of(issued(**days), keys(), make.NOON) == state


def test_a_permit_has_ended_the_day_after_its_last_whatever_was_said_before() -> None:
    assert state_of(issued(ends_in=0), keys(), make.NOON) == "valid"
    assert state_of(issued(ends_in=-1), keys(), make.NOON) == "expired"


def test_a_replaced_permit_stays_replaced_when_the_word_has_run_out() -> None:
    permit = issued()
    permit.statement = said(permit.number, status="replaced", exp=int(make.NOON.timestamp()) - 1)

    assert state_of(permit, keys(), make.NOON) == "replaced"


@pytest.mark.parametrize("change", [{"exp": int(make.NOON.timestamp())}, {"iss": "another"}, {"sub": "1000000000000"}])
def test_without_a_fresh_word_of_the_vault_on_this_permit_nothing_is_called_valid(change: dict[str, Any]) -> None:
    permit = issued()
    permit.statement = said(permit.number, **change)

    assert state_of(permit, keys(), make.NOON) == "unconfirmed"
