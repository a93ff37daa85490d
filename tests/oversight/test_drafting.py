"""Beginning, changing, trying, proposing, sending back and dropping a draft."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tests.make import NOON, REGISTRAR
from tests.oversight.make import COHORT, NOTE, OFFICER, SECOND, changed, draft, fee, publish
from tests.released import service
from workpermit.casework.lifecycle import WrongRole, WrongStatus
from workpermit.casework.models import AuditEntry
from workpermit.catalogue.services import load_calendar
from workpermit.core.ids import uuid7
from workpermit.oversight import rules, services
from workpermit.oversight.lifecycle import Status
from workpermit.oversight.models import Draft
from workpermit.oversight.queries import changes_of, is_outdated, mistakes_of
from workpermit.oversight.subjects import Kind, NothingToDraft, WrongShape

pytestmark = pytest.mark.django_db


def test_a_draft_begins_as_the_version_that_was_published_last() -> None:
    begun = draft()

    assert begun.definition["id"] == "s59_new"
    assert changes_of(begun)[1] == []
    assert [entry.act for entry in AuditEntry.objects.filter(root=begun.pk)] == ["begin_draft"]


@pytest.mark.parametrize(("kind", "subject"), [(Kind.COHORT, COHORT), (Kind.CALENDAR, "calendar")])
def test_cohorts_and_the_calendar_are_drafted_too(kind: str, subject: str) -> None:
    load_calendar(at=NOON)

    assert draft(kind, subject).status == Status.DRAFTED


def test_what_is_not_published_is_not_drafted() -> None:
    with pytest.raises(NothingToDraft):
        draft(Kind.SERVICE, "s99_unknown")


def test_the_same_form_sent_twice_begins_one_draft() -> None:
    service()
    sent = uuid7()
    for _twice in range(2):
        services.begin_draft(draft=sent, kind=Kind.SERVICE, subject="s59_new", by=OFFICER, at=NOON)

    assert Draft.objects.count() == 1


def test_nobody_else_drafts() -> None:
    service()
    with pytest.raises(WrongRole):
        services.begin_draft(draft=uuid7(), kind=Kind.SERVICE, subject="s59_new", by=REGISTRAR, at=NOON)


def test_a_change_is_kept_and_has_to_be_tried_again() -> None:
    tried = draft(status=Status.TRIED)

    again = changed(tried, fee(tried, 20_000))

    assert again.status == Status.DRAFTED
    assert [(one.path, one.was, one.now) for one in changes_of(again)[1]] == [
        (("fees", "filing", "satang"), 10_000, 40_000)
    ]


def test_a_change_in_an_older_window_is_refused() -> None:
    begun = draft()
    changed(begun, fee(begun, 1))

    with pytest.raises(rules.DraftHasChanged):
        services.change_draft(draft=begun.pk, definition=begun.definition, seen=1, by=OFFICER, at=NOON)


def test_a_definition_of_the_wrong_shape_is_not_kept_and_its_place_is_named() -> None:
    begun = draft()
    wrong = {**begun.definition, "fees": [{**begun.definition["fees"][0], "satang": "a lot"}]}

    with pytest.raises(WrongShape) as refused:
        changed(begun, wrong)

    assert refused.value.place == "fees[0].satang"


ACTS: list[tuple[str, Callable[..., Draft]]] = [
    (Status.DRAFTED, lambda one: changed(one, one.definition, by=SECOND)),
    (Status.DRAFTED, lambda one: services.rebase_draft(draft=one.pk, by=SECOND, at=NOON)),
    (Status.DRAFTED, lambda one: services.try_draft(draft=one.pk, by=SECOND, at=NOON)),
    (Status.TRIED, lambda one: services.propose_draft(draft=one.pk, note=NOTE, by=SECOND, at=NOON)),
    (Status.TRIED, lambda one: services.drop_draft(draft=one.pk, by=SECOND, at=NOON)),
]


@pytest.mark.parametrize(("status", "act"), ACTS)
def test_nobody_but_its_author_works_on_a_draft(status: str, act: Callable[[Draft], Draft]) -> None:
    begun = draft(status=status)

    with pytest.raises(rules.NotTheAuthor):
        act(begun)
    assert Draft.objects.get(pk=begun.pk).status == status


def test_a_draft_that_changes_nothing_is_not_tried() -> None:
    with pytest.raises(rules.DraftChangesNothing):
        services.try_draft(draft=draft().pk, by=OFFICER, at=NOON)


def without(definition: dict[str, Any], fee_id: str) -> dict[str, Any]:
    return {**definition, "fees": [one for one in definition["fees"] if one["id"] != fee_id]}


def check(definition: dict[str, Any], code: str, **values: object) -> dict[str, Any]:
    checks = [{**one, **values} if one["code"] == code else one for one in definition["checks"]]
    return {**definition, "checks": checks}


WRONG: list[tuple[str, Callable[[dict[str, Any]], dict[str, Any]], str]] = [
    ("fee_ids", lambda d: without(d, "permit_general_12"), "gap"),
    ("checks.capital.rule", lambda d: check(d, "capital", rule="capitl >= 1"), "capitl"),
    ("checks.capital.rule", lambda d: check(d, "capital", rule="capital < 1 && capital > 1"), "never holds"),
    ("checks.capital.law", lambda d: check(d, "capital", law=" "), "names no law"),
    ("checks", lambda d: {**d, "checks": [*d["checks"], d["checks"][0]]}, "stands there 2 times"),
    ("id", lambda d: {**d, "id": "s59_other"}, "cannot change"),
]


@pytest.mark.parametrize(("place", "change", "says"), WRONG)
def test_a_draft_with_a_mistake_is_not_tried_and_the_mistake_has_its_place(
    place: str, change: Callable[[dict[str, Any]], dict[str, Any]], says: str
) -> None:
    begun = draft()
    wrong = changed(begun, change(begun.definition))

    with pytest.raises(rules.DraftHasMistakes) as refused:
        services.try_draft(draft=begun.pk, by=OFFICER, at=NOON)

    assert (place, True) in [(one.place, says in one.says) for one in refused.value.mistakes]
    assert tuple(mistakes_of(wrong)) == refused.value.mistakes


def test_who_proposes_and_who_sends_back_says_why() -> None:
    tried = draft(status=Status.TRIED)
    with pytest.raises(rules.NoteMissing):
        services.propose_draft(draft=tried.pk, note="  ", by=OFFICER, at=NOON)
    services.propose_draft(draft=tried.pk, note=NOTE, by=OFFICER, at=NOON)
    with pytest.raises(rules.NoteMissing):
        services.send_back_draft(draft=tried.pk, remark="", by=SECOND, at=NOON)

    back = services.send_back_draft(draft=tried.pk, remark="Which regulation?", by=SECOND, at=NOON)

    assert (back.status, back.remark, back.note) == (Status.SENT_BACK, "Which regulation?", NOTE)


def test_a_draft_is_brought_up_to_a_version_that_was_published_meanwhile() -> None:
    mine = draft(status=Status.TRIED)
    theirs = {**mine.definition, "appeal_days": 45}
    publish(Kind.SERVICE, "s59_new", {**theirs, "fees": draft().definition["fees"]})
    assert is_outdated(mine)
    for act in (services.try_draft, services.propose_draft):
        more = {"note": NOTE} if act is services.propose_draft else {}
        with pytest.raises((rules.BaseIsOutdated, WrongStatus)):
            act(draft=mine.pk, by=OFFICER, at=NOON, **more)

    again = services.rebase_draft(draft=mine.pk, by=OFFICER, at=NOON)

    assert again.status == Status.DRAFTED
    assert not is_outdated(again)
    assert again.definition["appeal_days"] == 45
    assert [one.path for one in changes_of(again)[1]] == [("fees", "filing", "satang")]


def test_a_dropped_draft_is_over() -> None:
    dropped = draft(status=Status.DROPPED)

    with pytest.raises(WrongStatus):
        changed(dropped, dropped.definition)


def test_a_calendar_with_a_day_twice_or_out_of_order_is_refused() -> None:
    load_calendar(at=NOON)
    begun = draft(Kind.CALENDAR, "calendar")
    first = begun.definition["holidays"][0]
    nameless = {
        "day": (date.fromisoformat(first["day"]) - timedelta(days=1)).isoformat(),
        "name": {"th": "", "en": "x"},
    }
    wrong = changed(begun, {"holidays": [*begun.definition["holidays"], first, nameless]})

    says = " ".join(f"{one.place} {one.says}" for one in mistakes_of(wrong))

    for part in ("stands there 2 times", "after a later day", "no name in both languages"):
        assert part in says
