"""The automatic checks, each on the side where it holds and on the side where it does not."""

from typing import Any

import msgspec
import pytest

from tests.catalogue import make
from workpermit.catalogue.cel import BadRule, compile_rule
from workpermit.catalogue.definition import Severity
from workpermit.catalogue.facts import VARIABLES
from workpermit.catalogue.rules import CheckResult, DocumentState, Outcome, run_checks

SERVICE = make.service()


def check(
    code: str,
    *,
    documents: dict[str, DocumentState] | None = None,
    duplicates: int | None = 0,
    **changes: dict[str, str],
) -> CheckResult:
    found = run_checks(
        SERVICE,
        make.answers(**changes),
        documents=make.DOCUMENTS if documents is None else documents,
        duplicates=duplicates,
        today=make.TODAY,
    )
    return {result.code: result for result in found}[code]


def test_a_good_filing_passes_every_check() -> None:
    found = run_checks(
        SERVICE, make.answers(), documents=make.DOCUMENTS, duplicates=0, today=make.TODAY, zone=make.zone()
    )

    assert [result.code for result in found] == [row.code for row in SERVICE.checks]
    assert {result.outcome for result in found} == {Outcome.CLEAR}


CASES: list[tuple[str, dict[str, Any], Outcome, str]] = [
    ("prohibited_work", {"job": {"occupation": "5141"}}, Outcome.STOP, "prohibited_work"),
    ("prohibited_work", {"job": {"occupation": "8344"}}, Outcome.CLEAR, ""),
    ("prohibited_work", {"job": {"occupation": "7313"}}, Outcome.LOOK, "work_under_condition"),
    ("prohibited_work", {"job": {"occupation": "2142"}}, Outcome.LOOK, "work_under_condition"),
    ("prohibited_work", {"job": {"occupation": "9313"}}, Outcome.LOOK, "work_under_condition"),
    ("prohibited_work", {"job": {"occupation": ""}}, Outcome.UNKNOWN, "prohibited_work"),
    ("visa_class", {"stay": {"visa_class": "TR"}}, Outcome.STOP, "visa_not_allowed"),
    ("visa_class", {"stay": {"visa_class": "TS"}}, Outcome.STOP, "visa_not_allowed"),
    ("visa_class", {"stay": {"visa_class": "L-A"}}, Outcome.LOOK, "visa_to_check"),
    ("visa_class", {"stay": {"visa_class": ""}}, Outcome.UNKNOWN, "visa_not_allowed"),
    ("stay_permission", {"stay": {"stay_until": "14/12/2026"}}, Outcome.LOOK, "stay_ends_before_start"),
    ("stay_permission", {"stay": {"stay_until": "15/12/2026"}}, Outcome.CLEAR, ""),
    ("passport_valid", {"worker": {"passport_expires_on": "23/11/2026"}}, Outcome.STOP, "passport_expired"),
    ("passport_valid", {"worker": {"passport_expires_on": "15/12/2026"}}, Outcome.STOP, "passport_expired"),
    ("passport_valid", {"worker": {"passport_expires_on": "16/12/2026"}}, Outcome.CLEAR, ""),
    ("passport_outlasts_permit", {"worker": {"passport_expires_on": "13/12/2027"}}, Outcome.LOOK, "passport_too_short"),
    ("passport_outlasts_permit", {"worker": {"passport_expires_on": "14/12/2027"}}, Outcome.CLEAR, ""),
    ("capital", {"employer": {"capital": "6,000,000"}}, Outcome.CLEAR, ""),
    ("capital", {"employer": {"capital": "5,999,999.99"}}, Outcome.LOOK, "capital_below"),
    (
        "capital",
        {"employer": {"capital": "5,000,000"}, "worker": {"married_to_thai": "yes"}},
        Outcome.CLEAR,
        "",
    ),
    ("capital", {"employer": {"employer_kind": "person"}}, Outcome.UNKNOWN, "capital_below"),
    ("ratio", {"employer": {"thai_staff": "12"}}, Outcome.CLEAR, ""),
    ("ratio", {"employer": {"thai_staff": "11"}}, Outcome.LOOK, "ratio_below"),
    ("ratio", {"employer": {"thai_staff": "10"}, "worker": {"married_to_thai": "yes"}}, Outcome.CLEAR, ""),
]


@pytest.mark.parametrize(("code", "changes", "outcome", "reason"), CASES)
def test_case(code: str, changes: dict[str, Any], outcome: Outcome, reason: str) -> None:
    found = check(code, **changes)

    assert (found.outcome, found.reason_code) == (outcome, reason)
    assert found.law


def test_prohibited_work_names_the_item_of_the_list() -> None:
    assert check("prohibited_work", job={"occupation": "5113"}).facts == {"items": ["1.22"]}


def test_a_missing_paper_is_named() -> None:
    papers = {name: state for name, state in make.DOCUMENTS.items() if name != "power_of_attorney"}

    found = check("documents_complete", documents=papers)
    assert (found.outcome, found.facts) == (Outcome.LOOK, {"missing": ["power_of_attorney"]})
    assert check("documents_complete", documents=papers, employer={"acting_as": "employer"}).outcome is Outcome.CLEAR


def test_an_unreadable_paper_is_named_and_a_waiting_one_is_not_yet_known() -> None:
    unreadable = {**make.DOCUMENTS, "medical": DocumentState.UNREADABLE, "photo": DocumentState.WAITING}
    waiting = {**make.DOCUMENTS, "photo": DocumentState.WAITING}

    assert check("documents_readable", documents=unreadable).facts == {"unreadable": ["medical"]}
    assert check("documents_readable", documents=waiting).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(("count", "outcome"), [(0, Outcome.CLEAR), (1, Outcome.LOOK), (None, Outcome.UNKNOWN)])
def test_another_open_case_of_the_worker_is_looked_at(count: int | None, outcome: Outcome) -> None:
    assert check("duplicate", duplicates=count).outcome is outcome


def test_an_empty_filing_is_unknown_not_clear() -> None:
    found = run_checks(SERVICE, {}, documents={}, duplicates=None, today=make.TODAY)

    assert {result.outcome for result in found if result.code not in ("documents_complete", "documents_readable")} == {
        Outcome.UNKNOWN
    }


def test_results_carry_nothing_that_was_answered() -> None:
    answers = make.answers(
        employer={"capital": "1", "thai_staff": "0"},
        worker={"passport_expires_on": "24/11/2026"},
        stay={"visa_class": "TR", "stay_until": "24/11/2026"},
    )
    typed = {str(value) for values in answers.values() for value in values.values() if len(str(value)) > 3}

    for result in run_checks(SERVICE, answers, documents={}, duplicates=3, today=make.TODAY):
        assert not [value for value in typed if value in repr(result)]


@pytest.mark.parametrize(
    ("hired_on", "outcome"),
    [
        ("2026-11-08", Outcome.CLEAR),
        ("2026-11-07", Outcome.CLEAR),
        ("2026-11-06", Outcome.CLEAR),
        ("2026-11-05", Outcome.LOOK),
    ],
)
def test_a_notice_is_in_time_until_the_last_day_that_offices_are_open(hired_on: str, outcome: Outcome) -> None:
    # 15 days after 6, 7 and 8 November end on a weekend or on Monday 23, the day of filing.
    answers = {"job": {"hired_on": hired_on, "occupation": "2144"}}
    found = run_checks(make.service("s13_hire"), answers, documents={}, duplicates=0, today=make.TODAY)

    assert found[0].code == "in_time"
    assert found[0].outcome is outcome


def test_a_notice_is_never_stopped() -> None:
    answers = {"job": {"hired_on": "2026-11-20", "occupation": "5141"}}
    found = run_checks(make.service("s13_hire"), answers, documents={}, duplicates=0, today=make.TODAY)

    assert [(result.code, result.outcome) for result in found] == [
        ("in_time", Outcome.CLEAR),
        ("prohibited_work", Outcome.LOOK),
    ]


def test_the_catalogue_says_whether_a_check_stops() -> None:
    milder = tuple(msgspec.structs.replace(row, severity=Severity.LOOK) for row in SERVICE.checks)
    service = msgspec.structs.replace(SERVICE, checks=milder)
    answers = make.answers(stay={"visa_class": "TR"}, job={"occupation": "5141"})

    found = run_checks(service, answers, documents=make.DOCUMENTS, duplicates=0, today=make.TODAY)

    assert Outcome.STOP not in {result.outcome for result in found}
    assert [result.code for result in found if result.outcome is Outcome.LOOK] == ["prohibited_work", "visa_class"]


@pytest.mark.parametrize("text", ["months >", "months > 'x'", "weeks > 1", "months + 1"])
def test_a_rule_that_makes_no_sense_does_not_compile(text: str) -> None:
    with pytest.raises(BadRule):
        compile_rule(text, VARIABLES)


@pytest.mark.parametrize(
    ("changes", "differs"),
    [
        ({}, []),
        ({"number": "C1234568"}, ["passport_number"]),
        ({"secondary": "THI HUE", "sex": "M"}, ["names", "sex"]),
    ],
)
def test_the_zone_of_the_passport_is_compared_and_never_stops(changes: dict[str, str], differs: list[str]) -> None:
    found = run_checks(SERVICE, make.answers(), documents={}, duplicates=0, today=make.TODAY, zone=make.zone(**changes))
    (one,) = (result for result in found if result.code == "passport_zone")

    assert one.outcome is (Outcome.LOOK if differs else Outcome.CLEAR)
    assert one.facts == ({"differs": differs} if differs else {})
    assert one.reason_code == ("passport_zone_differs" if differs else "")


def test_a_passport_that_cannot_be_read_is_unknown() -> None:
    assert check("passport_zone").outcome is Outcome.UNKNOWN
