"""The checks of each group of services, on both sides of the day or the number that decides."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue import samples
from workpermit.catalogue import reading
from workpermit.catalogue.calendars import Calendar
from workpermit.catalogue.cohorts import Cohort
from workpermit.catalogue.definition import Plain
from workpermit.catalogue.facts import ANSWERED, DERIVED, HeldPermit, Known, rule_facts
from workpermit.catalogue.forms import Answers, validate_section
from workpermit.catalogue.rules import CheckResult, Outcome, run_checks
from workpermit.core.calendar import is_working_day, last_day

TODAY = samples.TODAY
JULY = next(row.cohort for row in reading.cohorts() if row.cohort.id == "CR-2026-07-14-LMV")


def check(
    service_id: str,
    code: str,
    *,
    today: date = TODAY,
    cohort: Cohort | None = JULY,
    cohort_taken: bool | None = False,
    held: HeldPermit | None = None,
    sections: Mapping[str, Mapping[str, str]] | None = None,
    **changes: Mapping[str, str],
) -> CheckResult:
    changes |= sections or {}
    found = run_checks(
        samples.service(service_id),
        samples.cleaned_answers(service_id, today=today, **changes),
        documents=samples.sample_documents(service_id),
        duplicates=0,
        today=today,
        cohort=cohort,
        cohort_taken=cohort_taken,
        held=held,
    )
    return {result.code: result for result in found}[code]


def day(shift: int, start: date = TODAY) -> str:
    return (start + timedelta(days=shift)).isoformat()


RENEWALS = ["s59_renew", "s59_mou_renew", "s63_renew", "s63_1_renew"]


@pytest.mark.parametrize("service_id", RENEWALS)
@pytest.mark.parametrize(("until", "outcome"), [(1, Outcome.CLEAR), (0, Outcome.CLEAR), (-1, Outcome.STOP)])
def test_a_renewal_one_day_late_is_stopped(service_id: str, until: int, outcome: Outcome) -> None:
    found = check(service_id, "before_expiry", permit={"valid_until": day(until)})

    assert found.outcome is outcome
    assert found.facts == ({} if outcome is Outcome.CLEAR else {"last_day": day(until)})


def test_the_end_of_a_permit_on_a_holiday_does_not_move() -> None:
    sunday = date(2026, 11, 22)

    assert check("s59_renew", "before_expiry", permit={"valid_until": sunday.isoformat()}).outcome is Outcome.STOP


@pytest.mark.parametrize(("until", "outcome"), [(120, Outcome.CLEAR), (121, Outcome.LOOK)])
def test_a_renewal_opens_so_many_days_before_the_end(until: int, outcome: Outcome) -> None:
    assert check("s59_renew", "not_too_early", permit={"valid_until": day(until)}).outcome is outcome


def test_a_renewal_follows_the_permit_without_a_gap() -> None:
    service = samples.service("s59_renew")
    answers = samples.cleaned_answers("s59_renew", permit={"valid_until": "2026-12-31"}, job={"months": "12"})

    facts = rule_facts(service, answers, Known(TODAY))
    assert (facts["starts_on"], facts["ends_on"]) == ("2027-01-01", "2027-12-31")


@pytest.mark.parametrize(
    ("first", "months", "outcome"),
    [("2024-12-01", "24", Outcome.CLEAR), ("2024-11-30", "24", Outcome.STOP), ("2024-11-30", "23", Outcome.CLEAR)],
)
def test_a_worker_under_an_mou_stays_four_years_at_the_most(first: str, months: str, outcome: Outcome) -> None:
    found = check(
        "s59_mou_renew", "four_years", permit={"first_from": first, "valid_until": "2026-11-30"}, job={"months": months}
    )

    assert found.outcome is outcome


@pytest.mark.parametrize(
    ("track", "left", "outcome"),
    [
        ("mou", -30, Outcome.CLEAR),
        ("mou", -31, Outcome.LOOK),
        ("general", -31, Outcome.CLEAR),
        ("border", -400, Outcome.CLEAR),
    ],
)
def test_a_worker_under_an_mou_has_thirty_days_to_a_new_employer(track: str, left: int, outcome: Outcome) -> None:
    found = check("change_items", "new_employer_in_time", permit={"track": track}, change={"left_on": day(left)})

    assert found.outcome is outcome
    assert found.reason_code == ("" if outcome is Outcome.CLEAR else "thirty_days_over")


def test_the_thirty_days_do_not_concern_somebody_who_stays_with_the_employer() -> None:
    changes = {"items": "workplace", "left_on": ""}

    assert check("change_items", "new_employer_in_time", change=changes).outcome is Outcome.CLEAR


@pytest.mark.parametrize("service_id", ["change_items", "replace_general", "replace_mou", "change_44_22"])
@pytest.mark.parametrize(("until", "outcome"), [(0, Outcome.CLEAR), (-1, Outcome.STOP)])
def test_a_permit_that_has_ended_is_neither_changed_nor_replaced(service_id: str, until: int, outcome: Outcome) -> None:
    assert check(service_id, "permit_held", permit={"valid_until": day(until)}).outcome is outcome


COHORTS = [name for name in samples.service_ids() if samples.service(name).cohorts]


@pytest.mark.parametrize("service_id", COHORTS)
@pytest.mark.parametrize(("nationality", "outcome"), [("KHM", Outcome.STOP), ("LAO", Outcome.CLEAR)])
def test_only_nationalities_of_the_resolution_may_file(service_id: str, nationality: str, outcome: Outcome) -> None:
    found = check(service_id, "cohort_nationality", worker={"nationality": nationality})

    assert (found.outcome, found.law) == (outcome, "63/2")


@pytest.mark.parametrize(("taken", "outcome"), [(False, Outcome.CLEAR), (True, Outcome.STOP), (None, Outcome.UNKNOWN)])
def test_one_person_has_one_place_in_a_cohort(taken: bool | None, outcome: Outcome) -> None:
    assert check("s63_2_cr_20260714_renew", "already_in_cohort", cohort_taken=taken).outcome is outcome


def test_without_a_cohort_nobody_knows_its_nationalities() -> None:
    assert check("s63_2_cr_20260714_renew", "cohort_nationality", cohort=None).outcome is Outcome.UNKNOWN


@pytest.mark.parametrize(
    ("kind", "occupation", "months", "outcome"),
    [
        ("household", "9111", "12", Outcome.CLEAR),
        ("household", "9111", "11", Outcome.LOOK),
        ("person", "9211", "11", Outcome.LOOK),
        ("juristic", "6130", "12", Outcome.CLEAR),
        ("juristic", "8160", "6", Outcome.CLEAR),
        ("juristic", "8160", "5", Outcome.LOOK),
    ],
)
def test_the_insurance_is_long_enough_for_the_work(kind: str, occupation: str, months: str, outcome: Outcome) -> None:
    found = check(
        "s63_2_cr_20260714_renew",
        "insurance",
        employer={"employer_kind": kind},
        job={"occupation": occupation},
        health={"insurance": "insurance", "insurance_months": months},
    )

    assert found.outcome is outcome


@pytest.mark.parametrize(
    ("service_id", "occupation", "outcome"),
    [
        ("s63_2_cr_20260714_renew", "9313", Outcome.CLEAR),
        ("s59_mou_renew", "9313", Outcome.CLEAR),
        ("s64_border", "9313", Outcome.LOOK),
        ("s59_new", "9313", Outcome.LOOK),
        ("s63_2_cr_20260714_renew", "5141", Outcome.STOP),
        ("s63_2_cr_20260714_renew", "7111", Outcome.LOOK),
        ("s61_notify", "5141", Outcome.LOOK),
        ("s43_delivery", "5141", Outcome.LOOK),
    ],
)
def test_manual_work_is_open_to_mou_and_cohort_and_a_notice_is_never_stopped(
    service_id: str, occupation: str, outcome: Outcome
) -> None:
    section, field = samples.service(service_id).plain_fields()[Plain.OCCUPATION]

    assert check(service_id, "prohibited_work", sections={section: {field: occupation}}).outcome is outcome


@pytest.mark.parametrize("nationality", ["KHM", "LAO", "MMR", "VNM", "PHL"])
def test_an_mou_permit_is_for_the_four_countries(nationality: str) -> None:
    found = check("s60_1_mou_overseas", "mou_nationality", worker={"nationality": nationality})

    assert found.outcome is (Outcome.STOP if nationality == "PHL" else Outcome.CLEAR)


@pytest.mark.parametrize(("until", "outcome"), [(0, Outcome.CLEAR), (-1, Outcome.STOP)])
def test_a_recruitment_company_needs_a_licence_in_force(until: int, outcome: Outcome) -> None:
    company = {
        "acting_as": "importer",
        "importer_name": "บริษัท ก",
        "importer_licence": "1",
        "importer_licence_until": day(until),
    }

    assert check("s60_1_mou_overseas", "importer_licence", employer=company).outcome is outcome
    assert check("s60_1_mou_overseas", "importer_licence", employer={"acting_as": "employer"}).outcome is Outcome.CLEAR


@pytest.mark.parametrize(("province", "outcome"), [("74", Outcome.CLEAR), ("10", Outcome.LOOK)])
def test_a_border_pass_is_for_the_area_of_the_crossing(province: str, outcome: Outcome) -> None:
    assert check("s64_border", "area", workplace={"province": province}).outcome is outcome


@pytest.mark.parametrize(("nationality", "outcome"), [("MYS", Outcome.CLEAR), ("VNM", Outcome.STOP)])
def test_a_border_pass_is_for_neighbours(nationality: str, outcome: Outcome) -> None:
    assert check("s64_border", "neighbour", worker={"nationality": nationality}).outcome is outcome


@pytest.mark.parametrize(("total", "outcome"), [("2", Outcome.CLEAR), ("3", Outcome.STOP)])
def test_the_numbers_of_a_demand_add_up(total: str, outcome: Outcome) -> None:
    assert check("s46_mou_request", "numbers_agree", demand={"workers": total}).outcome is outcome


@pytest.mark.parametrize(("count", "outcome"), [("2", Outcome.CLEAR), ("3", Outcome.LOOK)])
def test_a_delivery_lists_as_many_people_as_it_says(count: str, outcome: Outcome) -> None:
    assert check("s43_delivery", "list_complete", delivery={"workers": count}).outcome is outcome


@pytest.mark.parametrize(("until", "outcome"), [(-1, Outcome.LOOK), (1000, Outcome.CLEAR)])
def test_a_permit_does_not_outlast_the_approval_of_the_authority(until: int, outcome: Outcome) -> None:
    found = check("s62_boi_new", "approval_covers", authority={"approved_until": day(until), "approved_on": day(-9)})

    assert found.outcome is outcome


# Periods in days: the first day is not counted, a last day on a holiday moves (CCC s.193/3 and 193/8)


@pytest.mark.parametrize(
    ("service_id", "section", "field", "days"),
    [
        ("s13_exit", "exit", "left_on", 15),
        ("s43_delivery", "delivery", "delivered_on", 15),
        ("s64_2_worker", "job", "started_on", 15),
        ("s50_refuse", "refusal", "refused_on", 7),
        ("replace_mou", "loss", "known_on", 15),
    ],
)
def test_the_clock_of_each_service_stands_on_its_event(service_id: str, section: str, field: str, days: int) -> None:
    clock = samples.service(service_id).deadline

    assert clock is not None
    assert (clock.section, clock.field, clock.days) == (section, field, days)
    late = day(-days - 10)
    assert check(service_id, "in_time", sections={section: {field: late}}).outcome is Outcome.LOOK
    assert check(service_id, "in_time", sections={section: {field: day(-1)}}).outcome is Outcome.CLEAR


def test_seven_days_that_end_on_a_holiday_end_on_the_next_working_day() -> None:
    # Seven days after 28 November end on Saturday 5 December 2026; Monday the 7th is a holiday too.
    event = {"refused_on": "2026-11-28"}

    assert check("s50_refuse", "in_time", today=date(2026, 12, 8), refusal=event).outcome is Outcome.CLEAR
    assert check("s50_refuse", "in_time", today=date(2026, 12, 9), refusal=event).outcome is Outcome.LOOK


@given(st.dates(date(2026, 1, 1), date(2028, 11, 1)), st.integers(1, 30))
def test_a_legal_period_ends_on_a_working_day_and_never_too_early(event: date, days: int) -> None:
    holidays = Calendar(reading.holidays()).days()
    end = last_day(event, days, holidays)

    assert is_working_day(end, holidays)
    assert end >= event + timedelta(days=days)
    assert not any(is_working_day(event + timedelta(days=n), holidays) for n in range(days, (end - event).days))


@pytest.mark.parametrize(("ends", "right"), [(0, True), (14, True), (15, False), (-1, False)])
def test_urgent_work_takes_at_most_fifteen_days_the_first_one_included(ends: int, right: bool) -> None:
    typed = samples.sample_answers("s61_notify")["work"] | {"starts_on": day(1), "ends_on": day(1 + ends)}

    found = validate_section(samples.service("s61_notify"), "work", typed, today=TODAY)
    assert ([error.field for error in found.errors] == []) is right
    assert {error.field for error in found.errors} <= {"ends_on"}


@pytest.mark.parametrize(("until", "right"), [(1, True), (15, True), (16, False), (0, False)])
def test_urgent_work_is_extended_by_at_most_fifteen_days(until: int, right: bool) -> None:
    typed = samples.sample_answers("s61_extend")["extension"] | {"first_until": day(3), "until": day(3 + until)}

    found = validate_section(samples.service("s61_extend"), "extension", typed, today=TODAY)
    assert found.complete is right


@pytest.mark.parametrize(("starts", "outcome"), [(0, Outcome.CLEAR), (1, Outcome.CLEAR), (-1, Outcome.LOOK)])
def test_urgent_work_is_notified_on_or_before_its_first_day(starts: int, outcome: Outcome) -> None:
    work = {"starts_on": day(starts), "ends_on": day(starts + 2)}

    assert check("s61_notify", "in_time", work=work).outcome is outcome


# Facts


def test_every_variable_is_used_by_a_rule_or_needed_by_another() -> None:
    said = " ".join(check.rule for name in samples.service_ids() for check in samples.service(name).checks)

    unused = {name for name in (*ANSWERED, *DERIVED) if name not in said}
    assert unused <= {"wage", "contract_months", "first_permit_from", "left_on"}, "for rules that officers draft"


def test_facts_hold_no_name_and_no_number_of_a_document() -> None:
    for name in samples.service_ids():
        facts = rule_facts(samples.service(name), samples.cleaned_answers(name), Known(TODAY, 0, JULY, False))
        assert not {"MC123456", "Thiri", "Aung", "1234567890121"} & {str(value) for value in facts.values()}
        assert facts.keys() <= {*ANSWERED, *DERIVED}


def test_what_was_typed_wrong_is_no_fact() -> None:
    answers: Answers = {"permit": {"valid_until": "soon", "first_from": "31/2/2025"}, "job": {"months": 12}}

    facts = rule_facts(samples.service("s59_mou_renew"), answers, Known(TODAY))
    assert not {"starts_on", "ends_on", "total_months", "days_to_opening"} & facts.keys()


def test_a_worker_of_a_cohort_may_file_with_a_thai_record_of_thirteen_digits() -> None:
    typed = {"document_kind": "thai_record", "passport_number": "00-1234-567890-1", "passport_expires_on": ""}

    worker = samples.sample_answers("s63_2_cr_20260714_renew", worker=typed)["worker"]
    found = validate_section(samples.service("s63_2_cr_20260714_renew"), "worker", worker, today=TODAY)
    assert found.errors == []
    assert found.values["passport_number"] == "0012345678901"
    assert "passport_expires_on" not in found.values


@pytest.mark.parametrize(
    ("changes", "differs"),
    [
        ({}, []),
        ({"own": False}, ["worker"]),
        ({"valid_until": day(61)}, ["permit"]),
        ({"status": "replaced"}, ["permit"]),
        ({"same_employer": False}, ["employer"]),
        ({"same_employer": None}, []),
        ({"own": False, "same_employer": False}, ["worker", "employer"]),
    ],
)
def test_a_renewal_is_compared_with_the_permit_before(changes: dict[str, object], differs: list[str]) -> None:
    held = replace(samples.held_permit("s59_renew"), **changes)  # type: ignore[arg-type]

    found = check("s59_renew", "held_permit", held=held)

    stops = "worker" in differs
    assert found.outcome is (Outcome.STOP if stops else Outcome.LOOK if differs else Outcome.CLEAR)
    assert found.facts == ({"differs": differs} if differs else {})


def test_a_change_of_employer_is_no_difference() -> None:
    held = replace(samples.held_permit("change_items"), same_employer=False)

    assert check("change_items", "held_permit", held=held).outcome is Outcome.CLEAR
    other = {"items": "workplace"}
    assert check("change_items", "held_permit", held=held, change=other).outcome is Outcome.LOOK


def test_a_change_of_the_person_on_a_permit_of_another_account_is_looked_at() -> None:
    held = replace(samples.held_permit("change_items"), own=False)

    assert check("change_items", "held_permit", held=held, change={"items": "person"}).outcome is Outcome.LOOK
    assert check("change_items", "held_permit", held=held, change={"items": "workplace"}).outcome is Outcome.STOP


def test_a_permit_that_the_vault_does_not_know_cannot_be_compared() -> None:
    assert check("s59_renew", "held_permit", held=None).outcome is Outcome.UNKNOWN
