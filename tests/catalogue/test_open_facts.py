"""The list of open facts names everything that is not certain, and nothing that is."""

import msgspec
import pytest

from workpermit.catalogue import reading
from workpermit.catalogue.definition import Certainty, Service
from workpermit.catalogue.open_facts import Kind, Openness, open_facts, open_facts_of_cohort

SERVICES = [reading.read_service(path) for path in reading.service_files()]


def certain(service: Service) -> Service:
    """The same service as if every fact had been verified."""
    raw = msgspec.to_builtins(service)

    def sure(part: object) -> None:
        if isinstance(part, dict):
            if "certainty" in part:
                part["certainty"] = "high"
            if "satang" in part and part["satang"] is None:
                part["satang"] = 1
            for value in part.values():
                sure(value)
        elif isinstance(part, list | tuple):
            for value in part:
                sure(value)

    sure(raw)
    return msgspec.convert(raw | {"open_questions": []}, Service)


@pytest.mark.parametrize("service", SERVICES, ids=lambda one: one.id)
def test_every_uncertain_part_is_listed_once_and_no_certain_one(service: Service) -> None:
    found = open_facts(service)
    parts = [service, *service.fees, *service.documents, *service.checks, service.deadline, service.follow_up]
    parts += [getattr(service.windows, name) for name in service.windows.__struct_fields__]
    uncertain = [
        one
        for one in parts
        if one is not None and (one.certainty is not Certainty.HIGH or getattr(one, "satang", 0) is None)
    ]

    assert len(found) == len(uncertain) + len(service.open_questions)
    assert open_facts(certain(service)) == []


def test_a_fee_without_an_amount_is_not_known_whatever_its_certainty() -> None:
    fees = [
        (fee, fact)
        for service in SERVICES
        for fee in service.fees
        for fact in open_facts(service)
        if fact.kind is Kind.FEE and fact.what == fee.id
    ]

    assert any(fee.satang is None for fee, _fact in fees)
    assert all((fact.openness is Openness.UNKNOWN) == (fee.satang is None) for fee, fact in fees)


def test_each_day_of_a_group_that_no_source_gives_is_listed() -> None:
    cohort = next(row.cohort for row in reading.cohorts() if row.cohort.file_until is None)

    missing = {str(fact.what) for fact in open_facts_of_cohort(cohort) if fact.openness is Openness.UNKNOWN}

    assert "file_until" in missing
