"""What a service costs, in words, for every service of the release."""

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.catalogue import samples
from workpermit.sites.applicant.service_facts import service_facts

every_service = pytest.mark.parametrize("service_id", samples.service_ids())


@every_service
def test_every_fee_has_its_words_and_an_unknown_one_is_never_nothing(service_id: str) -> None:
    service = samples.service(service_id)
    facts = service_facts(service)

    assert all(str(price.name) for price in facts.prices)
    assert facts.unknown_prices == any(fee.satang is None for fee in service.fees)
    assert facts.free == all(fee.satang == 0 for fee in service.fees)
    assert {price.satang for price in facts.prices} == {fee.satang for fee in service.fees}


@pytest.mark.django_db
@every_service
def test_its_page_is_drawn(service_id: str) -> None:
    service = samples.service(service_id)
    with translation.override("en"):
        page = render_to_string("applicant/service.html", {"service": service, "facts": service_facts(service)})

    assert service.summary.en in page or service.summary.th in page
    assert "Section  of" not in page


def test_kinds_of_permit_without_any_known_fee_take_one_line() -> None:
    prices = service_facts(samples.service("change_44_45")).prices

    shown = [(price.group.en if price.group else "", price.satang) for price in prices]
    assert shown == [
        ("", 10_000),
        ("Skilled work (sections 59 and 62)", 300_000),
        ("Skilled work (sections 59 and 62)", 100_000),
        ("Skilled work (sections 59 and 62)", 15_000),
        ("Skilled work (sections 59 and 62)", None),
        ("", None),
        ("", None),
        ("", None),
        ("Skilled work (sections 59 and 62)", 100_000),
    ]


@pytest.mark.parametrize(("service_id", "invites"), [("s63_new", False), ("s59_new", True), ("s64_border", True)])
def test_no_invitation_is_mentioned_where_only_the_worker_files(service_id: str, invites: bool) -> None:
    with translation.override("en"):
        periods = [str(period.name) for period in service_facts(samples.service(service_id)).periods]

    assert ("The worker's invitation works for" in periods) == invites
