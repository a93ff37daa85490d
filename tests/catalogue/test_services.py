"""Every service of the release: complete, in both languages, with its law, and its sample filing passes."""

from datetime import UTC, date, datetime
from typing import Any

import msgspec
import pytest

from tests.catalogue import samples
from workpermit.catalogue import reading
from workpermit.catalogue.cohorts import Cohort
from workpermit.catalogue.consistency import check_service
from workpermit.catalogue.definition import Certainty, Plain, ReasonUse, Service, Step, Text
from workpermit.catalogue.fees import fee_facts, filing_fee, permit_fee
from workpermit.catalogue.forms import validate_section
from workpermit.catalogue.kinds import Basis, Confirmation, Outcome, Track, Visit
from workpermit.catalogue.rules import Outcome as Found
from workpermit.catalogue.rules import run_checks

every_service = pytest.mark.parametrize("service_id", samples.service_ids())
NOTICES = {"s13_hire", "s13_exit", "s61_notify", "s61_extend", "s64_2_worker", "s50_refuse", "s43_delivery"}


def cohort_for(service: Service) -> Cohort | None:
    found = [row.cohort for row in reading.cohorts() if row.cohort.id in service.cohorts]
    return found[-1] if found else None


def test_all_services_are_there() -> None:
    assert len(samples.service_ids()) == 37
    portal_codes = [samples.service(name).portal_code for name in samples.service_ids() if name != "s64_2_worker"]
    assert len({*portal_codes}) == 36


@every_service
def test_it_is_without_mistake(service_id: str) -> None:
    service = samples.service(service_id)
    check_service(service, service_id)

    assert service.id == service_id
    assert {row.cohort.id for row in reading.cohorts()} >= {*service.cohorts}


def texts(value: Any) -> list[Text]:
    if isinstance(value, Text):
        return [value]
    if isinstance(value, msgspec.Struct):
        return [text for name in value.__struct_fields__ for text in texts(getattr(value, name))]
    return [text for part in value for text in texts(part)] if isinstance(value, tuple) else []


@every_service
def test_every_text_is_in_both_languages(service_id: str) -> None:
    for text in texts(samples.service(service_id)):
        assert any("ก" <= letter <= "๛" for letter in text.th), text
        assert text.en.strip() == text.en != ""
        assert not any("ก" <= letter <= "๛" for letter in text.en), text


@every_service
def test_every_part_names_its_law(service_id: str) -> None:
    service = samples.service(service_id)

    assert service.legal_basis()
    laws = [part.law for part in service.sections] + [part.law for part in service.checks]
    laws += [part.law for part in service.reasons]
    assert all(laws)
    assert "{" not in "".join([*laws, *(paper.law for paper in service.documents)])


@every_service
def test_what_is_not_certain_says_so(service_id: str) -> None:
    service = samples.service(service_id)

    assert service.note
    if not service.form_code:
        assert any("form" in question.lower() for question in service.open_questions)
    for fee in service.fees:
        assert (fee.satang is None) <= (fee.certainty is Certainty.LOW), fee.id
    if any(fee.satang is None for fee in service.fees):
        assert any("fee" in question or "free" in question for question in service.open_questions)


@every_service
def test_its_sample_filing_is_complete(service_id: str) -> None:
    for section, typed in samples.sample_answers(service_id).items():
        cleaned = validate_section(samples.service(service_id), section, typed, today=samples.TODAY)
        assert [(error.field, error.code) for error in cleaned.errors] == []


@every_service
def test_its_sample_filing_passes_every_check(service_id: str) -> None:
    service = samples.service(service_id)
    found = run_checks(
        service,
        samples.cleaned_answers(service_id),
        documents=samples.sample_documents(service_id),
        duplicates=0,
        today=samples.TODAY,
        cohort=cohort_for(service),
        cohort_taken=False,
        held=samples.held_permit(service_id),
        zone=samples.passport_zone(service_id),
    )

    assert {result.code: result.outcome for result in found} == {check.code: Found.CLEAR for check in service.checks}


@every_service
def test_an_empty_filing_is_never_clear_and_breaks_nothing(service_id: str) -> None:
    found = run_checks(samples.service(service_id), {}, documents={}, duplicates=None, today=samples.TODAY)

    assert [row.code for row in found if row.outcome is Found.CLEAR] in ([], ["documents_readable"])


@every_service
def test_its_fees_are_an_amount_or_openly_not_known(service_id: str) -> None:
    service = samples.service(service_id)
    facts = fee_facts(service, samples.cleaned_answers(service_id), cohort=cohort_for(service))

    for fee in (filing_fee(service), permit_fee(service, facts)):
        assert fee is None or fee >= 0


@every_service
def test_its_outcome_and_its_route_belong_together(service_id: str) -> None:
    service = samples.service(service_id)

    assert (service_id in NOTICES) == (service.outcome is Outcome.ACKNOWLEDGEMENT) == (service.kind == "notice")
    assert (service.outcome is Outcome.APPROVAL) == (
        service_id in {"s41_mou_request", "s46_mou_request", "s63_2_agn_change"}
    )
    assert service.one_worker != (service_id in {"s41_mou_request", "s46_mou_request", "s43_delivery"})
    if service.outcome is Outcome.PERMIT:
        assert {"worker", "employer", "job", "workplace"} <= {section.id for section in service.sections}
        assert {Step.ISSUE, Step.DECISION, Step.VISIT} <= {*service.route}
        assert {"passport", "photo"} <= {paper.id for paper in service.documents}
        assert service.appeal_days == 30
    if Step.REVIEW in service.route:
        assert service.reasons_for(ReasonUse.RETURN)
        assert service.reasons_for(ReasonUse.REFUSE)


@every_service
def test_an_office_is_found_for_it(service_id: str) -> None:
    assert Plain.PROVINCE in samples.service(service_id).plain_fields()


@pytest.mark.parametrize(
    ("service_id", "confirms"),
    [
        ("s59_new", Confirmation.SUBMIT),
        ("s60_1_mou_overseas", Confirmation.ISSUE),
        ("s62_boi_new", Confirmation.NONE),
        ("s46_mou_request", Confirmation.NONE),
        ("s13_hire", Confirmation.NONE),
        ("change_items", Confirmation.SUBMIT),
    ],
)
def test_the_route_says_before_what_the_worker_confirms(service_id: str, confirms: Confirmation) -> None:
    assert samples.service(service_id).confirm_before() is confirms


def test_who_may_file_for_himself() -> None:
    own = {name for name in samples.service_ids() if samples.service(name).files_for_self()}

    assert {"s63_new", "s64_border", "replace_general", "change_items", "s64_2_worker"} <= own
    assert not own & {"s43_delivery", "s46_mou_request", "s13_hire", "change_type_22"}


def test_what_stands_on_a_permit_asks_for_it_and_changes_need_no_visit_of_somebody_known() -> None:
    for name in samples.service_ids():
        service = samples.service(name)
        wants_permit = service.kind in ("renewal", "substitute") or name.startswith("change_")
        assert (service.basis is Basis.PERMIT) == wants_permit
        if name.startswith("change_"):
            assert service.visit is Visit.IF_NEEDED
    assert samples.service("s61_extend").basis is Basis.NOTICE


def test_questions_that_hang_on_filers_who_cannot_file_are_not_asked() -> None:
    skilled = {field.id for field in samples.service("s59_new").section_by_id("employer").fields}
    company = samples.service("s43_delivery").section_by_id("employer")

    assert not {"importer_name", "importer_licence"} & skilled
    assert "acting_as" not in {field.id for field in company.fields}
    assert company.field("importer_licence").show_if is None
    assert "household" not in {
        option.value for option in samples.service("s59_new").section_by_id("employer").field("employer_kind").options
    }
    assert (
        samples.service("s46_mou_request").section_by_id("employer").field("employer_kind").options[2].value
        == "household"
    )


def test_a_paper_of_a_filer_who_alone_may_file_is_always_needed() -> None:
    assert samples.service("s41_mou_request").document("importer_licence").required
    assert "power_of_attorney" not in {paper.id for paper in samples.service("s41_mou_request").documents}


def test_forms_stay_short() -> None:
    longest = max(
        sum(len(section.fields) for section in samples.service(name).sections) for name in samples.service_ids()
    )

    assert longest <= 42, "s59_new is the longest; ask only what the decision needs"


def test_workers_of_a_cohort_are_charged_one_rate_and_end_on_one_day() -> None:
    for name in samples.service_ids():
        service = samples.service(name)
        assert (service.track is Track.COHORT) == bool(service.cohorts)
        if service.cohorts and service.outcome is Outcome.PERMIT:
            assert Plain.MONTHS not in service.plain_fields()


def test_the_day_of_the_sample_may_be_moved() -> None:
    later = date(2027, 3, 1)
    typed = samples.sample_answers("s59_new", today=later)

    assert typed["job"]["starts_on"] > later.isoformat()
    assert datetime(2027, 3, 1, tzinfo=UTC).date() == later
