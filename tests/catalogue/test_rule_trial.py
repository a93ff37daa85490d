"""Rules that make no sense are found before they are published, and rules that do are let through."""

import msgspec
import pytest

from tests.catalogue import make
from workpermit.catalogue.definition import Check
from workpermit.catalogue.rule_trial import contradictions, not_asked, used_variables

SERVICE = make.service()
PATTERN = next(check for check in SERVICE.checks if check.code == "passport_outlasts_permit")


def found(*rules: str, **limits: int) -> list[str]:
    checks: list[Check] = [
        msgspec.structs.replace(PATTERN, code=f"rule_{place}", rule=rule, thresholds=limits)
        for place, rule in enumerate(rules)
    ]
    return [*contradictions(msgspec.structs.replace(SERVICE, checks=tuple(checks)))]


@pytest.mark.parametrize(
    "rule",
    [
        "months > 24",
        "months < limit.least",
        "thai_staff < 0",
        "nationality == 'THA'",
        "employer_kind == 'household'",
        "ends_on < '1990-01-01' && ends_on > '1990-01-01'",
        "married_to_thai && !married_to_thai",
    ],
)
def test_a_rule_that_can_never_hold_is_found(rule: str) -> None:
    assert found(rule, least=1) == ["checks.rule_0.rule: never holds, whatever is answered"]


@pytest.mark.parametrize("rule", ["months <= 24", "duplicates == 0 || duplicates != 0", "employer_kind != 'household'"])
def test_a_rule_that_checks_nothing_is_found(rule: str) -> None:
    assert found(rule) == ["checks.rule_0.rule: always holds, whatever is answered"]


@pytest.mark.parametrize(
    "rule",
    [
        "months == 17",
        "wage == 1234567",
        "occupation == '9321'",
        "occupation.startsWith('71') && months > 6",
        "passport_expires_on == '2031-02-03'",
        "nationality in ['BRA', 'PRT']",
        "capital >= foreign_staff * limit.capital + (married_to_thai ? limit.half : limit.capital)",
    ],
)
def test_a_rule_for_a_rare_case_is_let_through(rule: str) -> None:
    assert found(rule, capital=200_000_000, half=100_000_000) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("months >= 12", "months < 12"),
        ("starts_on > today", "starts_on <= today"),
        ("nationality == 'MMR'", "nationality == 'LAO'"),
        ("thai_staff > limit.staff", "thai_staff <= limit.staff"),
    ],
)
def test_two_rules_that_never_hold_together_are_found(one: str, other: str) -> None:
    assert found(one, other, staff=4) == ["checks.rule_0.rule: contradicts rule_1; both never hold together"]


def test_rules_about_different_things_never_contradict() -> None:
    assert found("months == 1", "duplicates == 0", "thai_staff > 3") == []


def test_the_words_of_a_rule_are_no_variables() -> None:
    assert used_variables("nationality == 'months' && limit.wage > 3") == ["nationality"]
    assert used_variables("ends_on <= approved_until") == ["approved_until", "ends_on"]


def test_what_the_form_does_not_ask_is_named() -> None:
    assert not_asked("pass_province == work_province && total_months < 3", SERVICE) == ["pass_province", "total_months"]
    assert not_asked("starts_on > today && ends_on > today && duplicates == 0", SERVICE) == []
