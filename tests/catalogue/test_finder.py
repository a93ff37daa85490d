"""Every way through the questions ends, every service is reached, and nothing closed is offered."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.catalogue import samples
from workpermit.catalogue import queries, reading
from workpermit.catalogue.finder import Answer, finder, walk
from workpermit.catalogue.reading import BadCatalogue
from workpermit.catalogue.services import load_catalogue
from workpermit.core.calendar import BANGKOK

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LAST = datetime(2026, 12, 11, 16, 30, tzinfo=BANGKOK)
JULY = {"who": "renew", "renew": "cohort", "cohort": "december"}


def ways() -> list[tuple[dict[str, str], Answer]]:
    """Every way from the first question to an end."""
    tree, found = finder(), []

    def go(place: str, given: dict[str, str]) -> None:
        for answer in tree.questions[place].answers:
            now = {**given, place: answer.value}
            if answer.next:
                go(answer.next, now)
            else:
                found.append((now, answer))

    go(tree.first, {})
    return found


@pytest.mark.parametrize(
    ("answers", "service"),
    [
        ({"who": "hire", "stay": "non_immigrant", "work": "yes"}, "s59_new"),
        ({"who": "hire", "stay": "tourist", "short": "yes"}, "s61_notify"),
        ({"who": "hire", "stay": "abroad", "abroad": "manual", "mou": "employer"}, "s46_mou_request"),
        ({"who": "hire", "stay": "other", "other": "mou"}, "change_items"),
        ({"who": "hired"}, "s13_hire"),
        ({"who": "left"}, "s13_exit"),
        ({"who": "tell", "notice": "own"}, "s64_2_worker"),
        (JULY, "s63_2_cr_20260714_renew"),
    ],
)
def test_answers_lead_to_a_service(answers: dict[str, str], service: str) -> None:
    assert walk(answers).service == service


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({"who": "exempt"}, "exempt"),
        ({"who": "hire", "stay": "tourist", "short": "no"}, "not_possible"),
        ({"who": "hire", "stay": "non_immigrant", "work": "no"}, "not_possible"),
        ({"who": "work", "own": "employed"}, "office"),
    ],
)
def test_answers_lead_to_an_outcome(answers: dict[str, str], kind: str) -> None:
    outcome = walk(answers).outcome

    assert outcome is not None
    assert (outcome.kind, outcome.service) == (kind, "")


def test_the_questions_come_one_at_a_time_and_wrong_answers_are_asked_again() -> None:
    assert walk({}).question_id == "who"
    assert walk({"who": "hire"}).asked == ("who", "stay")
    assert walk({"who": "nonsense", "stay": "tourist"}).question_id == "who"


def test_every_service_is_reached_and_every_way_ends() -> None:
    assert {answer.service for _, answer in ways()} - {""} == {*samples.service_ids()}
    assert {answer.outcome for _, answer in ways()} - {""} | {"office"} == finder().outcomes.keys()
    for given, answer in ways():
        step = walk(given)
        assert (step.service, step.outcome) == (answer.service, finder().outcomes.get(answer.outcome))
        assert step.asked == tuple(given)


@pytest.mark.django_db
def test_every_way_ends_at_something_that_is_there_and_open() -> None:
    load_catalogue(at=AT)
    may = {one.definition.id for one in queries.list_services(AT)}

    ends = {given_answer.service: queries.find_services(given, AT).outcome for given, given_answer in ways()}
    for service, outcome in ends.items():
        assert outcome is not None
        assert outcome.title.th
        assert outcome.text.en
        assert outcome.service in may | {""}
        if service:
            assert outcome.kind == ("service" if service in may else "closed")
    assert {service for service, end in ends.items() if end and end.kind == "closed"} == {
        "s63_2_cr_20251111",
        "s63_2_cr_20251202_3103",
        "s63_2_cr_20251202_1302",
        "s63_2_agn_renew",
        "s63_2_agn_change",
    }


@pytest.mark.django_db
def test_whoever_finds_no_service_is_told_what_can_be_filed_instead() -> None:
    load_catalogue(at=AT)
    may = {one.definition.id for one in queries.list_services(AT)}

    for given, _ in ways():
        step = queries.find_services(given, AT)
        assert step.outcome is not None
        assert bool(step.outcome.service) != bool(step.instead), given
        assert {one.id for one in step.instead} <= may
    manual = queries.find_services({"who": "hire", "stay": "non_immigrant", "work": "no"}, AT)
    assert [one.id for one in manual.instead] == ["s46_mou_request", "s60_1_mou_overseas", "change_items", "s64_border"]


@pytest.mark.django_db
def test_the_group_of_a_resolution_says_when_it_may_file() -> None:
    load_catalogue(at=datetime(2026, 8, 1, tzinfo=UTC))
    seconds = [
        datetime(2026, 9, 8, tzinfo=BANGKOK) - timedelta(seconds=1),
        datetime(2026, 9, 8, tzinfo=BANGKOK),
        LAST,
        LAST + timedelta(seconds=1),
    ]
    said = [queries.find_services(JULY, at).outcome for at in seconds]

    assert [outcome.kind for outcome in said if outcome] == ["closed", "service", "service", "closed"]
    shown = [outcome.window for outcome in said if outcome and outcome.window]
    assert shown[2].show("vi").endswith("11 tháng 12, 2026, 16:30")
    windows = [window.en for window in shown]
    assert windows[0] == "Filing opens at 8 September 2026, 00:00 and closes at 11 December 2026, 16:30"
    assert windows[1] == windows[2] == "Open for filing until 11 December 2026, 16:30"
    assert windows[3] == "Filing closed at 11 December 2026, 16:30"
    listed = ["s63_2_cr_20260714_renew" in {o.definition.id for o in queries.list_services(at)} for at in seconds]
    assert listed == [False, True, True, False]


@pytest.mark.django_db
def test_a_group_without_dates_says_so() -> None:
    load_catalogue(at=AT)
    outcome = queries.find_services({"who": "renew", "renew": "cohort", "cohort": "february"}, AT).outcome

    assert outcome is not None
    assert outcome.window is not None
    assert outcome.window.th == "ยังไม่มีประกาศวันยื่นคำขอ"


@pytest.mark.django_db
def test_a_service_that_does_not_hold_leads_to_the_office() -> None:
    load_catalogue(at=AT)

    outcome = queries.find_services({"who": "hired"}, AT - timedelta(seconds=1)).outcome
    assert outcome is not None
    assert (outcome.kind, outcome.service) == ("office", "")


def test_questions_lead_to_later_ones_only() -> None:
    order = [*finder().questions]
    for given, _ in ways():
        for first, second in pairwise(given):
            assert order.index(first) < order.index(second)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ('next = "stay"', 'next = "nowhere"'),
        ('next = "work"', 'next = "who"'),
        ('service = "s13_hire"', 'service = "s99"'),
        ('outcome = "exempt"', 'outcome = "nothing"'),
        ('next = "stay"', 'next = "stay", outcome = "office"'),
        ('kind = "exempt"', 'sort = "exempt"'),
        ('instead = ["s61_notify"]', 'instead = ["s99"]'),
        ('while_closed = ["s63', 'while_closed = ["s99'),
        ("undated = {", "dateless = {"),
    ],
)
def test_an_answer_that_leads_nowhere_is_found_when_loaded(
    right: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (reading.HERE / "finder.toml").read_text(encoding="utf-8")
    assert right in text
    (tmp_path / "finder.toml").write_text(text.replace(right, wrong, 1), encoding="utf-8")
    (tmp_path / "services").symlink_to(reading.HERE / "services")
    monkeypatch.setattr("workpermit.catalogue.finder.HERE", tmp_path)

    with pytest.raises(BadCatalogue, match=r"finder\.toml"):
        finder.__wrapped__()
