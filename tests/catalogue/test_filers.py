"""A service as one filer is asked: what nobody in that place can answer is not asked."""

import pytest

from tests.catalogue import samples
from workpermit.catalogue.definition import Service
from workpermit.catalogue.filers import narrowed, settled_answers


def capacities(service: Service) -> list[str]:
    return [option.value for option in service.section_by_id("employer").field("acting_as").options]


def documents(service: Service) -> set[str]:
    return {one.id for one in service.documents}


def test_who_files_for_himself_files_as_the_worker() -> None:
    own = narrowed(samples.service("s59_new"), self_filed=True)

    assert capacities(own) == ["foreigner"]
    assert settled_answers(own.section_by_id("employer")) == {"acting_as": "foreigner"}
    assert "power_of_attorney" not in documents(own)


def test_who_files_for_a_worker_does_not_file_as_the_worker() -> None:
    others = narrowed(samples.service("s59_new"), self_filed=False)

    assert capacities(others) == ["employer", "representative"]
    assert settled_answers(others.section_by_id("employer")) == {}
    assert "power_of_attorney" in documents(others)


def test_questions_about_a_recruitment_company_are_asked_where_one_may_file() -> None:
    renewal = samples.service("s63_2_cr_20260714_renew")
    own, others = (narrowed(renewal, self_filed=own).section_by_id("employer") for own in (True, False))

    assert "importer_licence" not in {field.id for field in own.fields}
    assert "importer_licence" in {field.id for field in others.fields}


def test_where_one_capacity_is_left_it_is_not_asked() -> None:
    others = narrowed(samples.service("s64_border"), self_filed=False)

    assert settled_answers(others.section_by_id("employer")) == {"acting_as": "employer"}


@pytest.mark.parametrize("service_id", ["s62_boi_new", "s63_new", "s46_mou_request"])
def test_a_service_that_does_not_ask_for_whom_stays_as_it_is(service_id: str) -> None:
    service = samples.service(service_id)

    assert narrowed(service, self_filed=service.filed_by == ("foreigner",)) is service
