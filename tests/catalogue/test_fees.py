"""What a permit costs: the examples of the fee list, and that longer never costs less."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue import make, samples
from workpermit.catalogue import reading
from workpermit.catalogue.consistency import check_service
from workpermit.catalogue.definition import Service, Step
from workpermit.catalogue.fee_schedule import fee_mistakes
from workpermit.catalogue.fees import (
    FeeFacts,
    FeeNotKnown,
    TermNotAllowed,
    fee_facts,
    filing_fee,
    known,
    months_covered,
)
from workpermit.catalogue.fees import permit_fee as fee_of_facts
from workpermit.catalogue.kinds import Track
from workpermit.catalogue.reading import BadCatalogue
from workpermit.core.calendar import add_months

SERVICE = make.service()


def permit_fee(service: Service, months: int) -> int:
    return known(fee_of_facts(service, FeeFacts(months=months)))


ENDLESS = msgspec.structs.replace(SERVICE, longest_months=None)


@pytest.mark.parametrize(
    ("months", "baht"),
    [(1, 750), (3, 750), (4, 1500), (6, 1500), (7, 3000), (12, 3000), (15, 3750), (18, 4500), (20, 6000), (24, 6000)],
)
def test_the_examples_of_the_fee_list(months: int, baht: int) -> None:
    assert permit_fee(SERVICE, months) == baht * 100


def test_filing_costs_a_hundred_baht_and_a_notice_nothing() -> None:
    assert filing_fee(SERVICE) == 10_000
    assert filing_fee(make.service("s13_hire")) == 0
    assert filing_fee(make.service("s13_exit")) == 0


@given(st.integers(1, 239))
def test_a_month_more_never_costs_less(months: int) -> None:
    assert permit_fee(ENDLESS, months) <= permit_fee(ENDLESS, months + 1)


@given(st.integers(1, 120))
def test_a_year_more_costs_a_year_more(months: int) -> None:
    assert permit_fee(ENDLESS, months + 12) == permit_fee(ENDLESS, months) + 300_000


@pytest.mark.parametrize("months", [0, -1, 25])
def test_a_term_that_the_law_does_not_allow_has_no_fee(months: int) -> None:
    with pytest.raises(TermNotAllowed):
        permit_fee(SERVICE, months)


def test_an_unknown_amount_is_not_taken_for_nothing() -> None:
    unknown = tuple(msgspec.structs.replace(fee, satang=None) for fee in SERVICE.fees)
    service: Service = msgspec.structs.replace(SERVICE, fees=unknown)

    assert filing_fee(service) is None
    assert fee_of_facts(service, FeeFacts(months=12)) is None
    with pytest.raises(FeeNotKnown):
        known(None)


@given(st.dates(date(2024, 1, 1), date(2040, 1, 1)), st.integers(1, 24))
def test_months_are_counted_as_the_permit_is_dated(first: date, months: int) -> None:
    last = add_months(first, months) - date.resolution

    assert months_covered(first, last) == months
    assert months_covered(first, last + date.resolution) == months + 1


def test_a_permit_does_not_end_before_it_begins() -> None:
    with pytest.raises(TermNotAllowed):
        months_covered(date(2026, 2, 1), date(2026, 1, 31))


# Tracks, changes, cohorts

CHANGES = samples.service("change_44_45")


def change_fee(track: Track, *items: str) -> int | None:
    return fee_of_facts(CHANGES, FeeFacts(track=track, changes=frozenset(items)))


@pytest.mark.parametrize(
    ("items", "baht"),
    [
        (["employer"], 3000),
        (["workplace"], 1000),
        (["conditions"], 150),
        (["job"], 1000),
        (["employer", "workplace"], 4000),
        (["employer", "workplace", "conditions", "job"], 5150),
    ],
)
def test_several_changes_in_one_application_add_up(items: list[str], baht: int) -> None:
    assert change_fee(Track.GENERAL, *items) == baht * 100


@pytest.mark.parametrize("track", [Track.MOU, Track.COHORT, Track.BORDER])
def test_the_change_fees_of_other_tracks_are_not_known_and_not_those_of_the_general_one(track: Track) -> None:
    assert change_fee(track, "employer") is None


def test_one_amount_that_is_not_known_makes_the_others_no_cheaper() -> None:
    assert change_fee(Track.GENERAL, "person") is None
    assert change_fee(Track.GENERAL, "employer", "person") == change_fee(Track.GENERAL, "employer") == 300_000


def test_the_permit_that_was_issued_counts_before_the_kind_that_was_typed() -> None:
    answers = {"permit": {"track": "mou"}, "change": {"items": ["employer"]}}

    assert fee_facts(CHANGES, answers).track is Track.MOU
    assert fee_facts(CHANGES, answers, track=Track.GENERAL).track is Track.GENERAL


def test_nothing_that_changes_has_no_known_fee() -> None:
    assert change_fee(Track.GENERAL) is None


def test_a_form_for_one_kind_of_change_need_not_be_told_which() -> None:
    only = samples.service("change_type_l2l3")

    assert fee_facts(only, {"permit": {"track": "general"}}).changes == {"job"}
    assert fee_of_facts(only, fee_facts(only, {"permit": {"track": "general"}})) == 100_000


def test_a_substitute_costs_what_the_track_of_the_permit_says() -> None:
    lost = samples.service("replace_general")

    assert fee_of_facts(lost, fee_facts(lost, {"permit": {"track": "general"}})) == 50_000
    assert fee_of_facts(lost, fee_facts(lost, {"permit": {"track": "border"}})) is None
    assert fee_of_facts(samples.service("replace_mou"), FeeFacts(track=Track.MOU)) is None


@pytest.mark.parametrize(("months", "baht"), [(1, 225), (3, 225), (6, 450), (12, 900), (15, 1125), (24, 1800)])
def test_the_scale_of_workers_under_an_mou(months: int, baht: int) -> None:
    assert permit_fee(samples.service("s59_mou_renew"), months) == baht * 100


@pytest.mark.parametrize("months", [None, 1, 12, 13, 24])
def test_a_cohort_has_one_rate_whatever_the_days(months: int | None) -> None:
    assert fee_of_facts(samples.service("s63_2_cr_20260714_renew"), FeeFacts(months=months)) == 90_000


def test_the_fee_of_a_cohort_stands_before_that_of_its_service() -> None:
    service = samples.service("s63_2_cr_20260714_renew")
    (row,) = [row.cohort for row in reading.cohorts() if row.cohort.id in service.cohorts]
    dearer = msgspec.structs.replace(
        row, fees=tuple(msgspec.structs.replace(fee, satang=(fee.satang or 0) * 2) for fee in row.fees)
    )

    assert fee_of_facts(service, FeeFacts(cohort=row)) == 90_000
    assert fee_of_facts(service, FeeFacts(cohort=dearer)) == 180_000
    assert (filing_fee(service), filing_fee(service, dearer)) == (10_000, 20_000)


def test_the_term_that_is_granted_counts_and_not_the_one_asked_for() -> None:
    answers = {"job": {"months": 24}}

    assert fee_of_facts(SERVICE, fee_facts(SERVICE, answers)) == 600_000
    assert fee_of_facts(SERVICE, fee_facts(SERVICE, answers, months=6)) == 150_000


def test_a_border_permit_runs_for_three_months_and_no_longer() -> None:
    border = samples.service("s64_border")

    assert permit_fee(border, 3) == 22_500
    with pytest.raises(TermNotAllowed):
        permit_fee(border, 4)


def test_what_has_no_permit_fee_costs_nothing_once_it_is_decided() -> None:
    assert fee_of_facts(samples.service("s46_mou_request"), FeeFacts()) == 0
    assert filing_fee(samples.service("s46_mou_request")) is None


@given(st.sampled_from(samples.service_ids()), st.integers(1, 60), st.sampled_from([*Track]))
def test_a_fee_is_never_negative_and_never_zero_by_mistake(service_id: str, months: int, track: Track) -> None:
    service = samples.service(service_id)
    months = min(months, service.longest_months or 12)

    fee = fee_of_facts(service, FeeFacts(months=months, track=track))
    if Step.PERMIT_FEE in service.route:
        assert fee is None or fee > 0
    else:
        assert fee == 0


# Gaps


def with_fees(service: Service, *fee_ids: str) -> Service:
    return msgspec.structs.replace(service, fees=tuple(reading.fees()[fee_id] for fee_id in fee_ids))


@pytest.mark.parametrize(
    ("service_id", "fee_ids", "named"),
    [
        ("s59_new", ("filing", "permit_general_3", "permit_general_6"), "permit has a gap"),
        ("s64_border", ("filing",), "asks for a permit fee, but none"),
        ("change_items", ("filing", "change_employer_general"), "no fee change_workplace for the track general"),
        ("replace_general", ("filing", "substitute_general"), "no fee substitute for the track cohort"),
        ("change_type_22", ("filing", "change_job_mou", "change_job_cohort"), "no fee change_job for the track border"),
    ],
)
def test_a_schedule_with_a_gap_is_refused(service_id: str, fee_ids: tuple[str, ...], named: str) -> None:
    with pytest.raises(BadCatalogue, match=named):
        check_service(with_fees(samples.service(service_id), *fee_ids), service_id)


@given(st.lists(st.integers(1, 12), min_size=1, max_size=4, unique=True), st.integers(1, 24))
def test_a_schedule_that_is_accepted_covers_every_term(steps: list[int], longest: int) -> None:
    fee = reading.fees()["permit_general_12"]
    fees = tuple(
        msgspec.structs.replace(fee, id=f"permit_{step}", months_up_to=step, satang=step * 100)
        for step in sorted(steps)
    )
    service = msgspec.structs.replace(SERVICE, fees=(reading.fees()["filing"], *fees), longest_months=longest)

    covered = all(fee_of_facts(service, FeeFacts(months=months)) is not None for months in range(1, longest + 1))
    assert ([*fee_mistakes(service)] == []) == covered
