"""What a permit costs: the examples of the fee list, and that longer never costs less."""

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.catalogue import make
from workpermit.catalogue.definition import Service
from workpermit.catalogue.fees import FeeFacts, FeeNotKnown, TermNotAllowed, filing_fee, known, months_covered
from workpermit.catalogue.fees import permit_fee as fee_of_facts
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
