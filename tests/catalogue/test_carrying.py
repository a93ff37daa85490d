"""What a filing takes over from an earlier one, and which papers stand for a second filing."""

from datetime import timedelta

import pytest

from tests.catalogue import samples
from workpermit.catalogue.carrying import Held, Taken, take_over, why_not_taken
from workpermit.catalogue.definition import Service
from workpermit.catalogue.filers import narrowed
from workpermit.catalogue.forms import Answers
from workpermit.catalogue.kinds import Basis
from workpermit.catalogue.renewals import renewals

TODAY = samples.TODAY
HELD = Held("6900000000017", TODAY - timedelta(days=300), TODAY + timedelta(days=60), "general")
ON_A_PERMIT = [name for name in samples.service_ids() if samples.service(name).basis is Basis.PERMIT]


def day(shift: int) -> str:
    return (TODAY + timedelta(days=shift)).isoformat()


def taken(
    to: str = "s59_renew",
    source: str = "s59_new",
    held: Held | None = HELD,
    self_filed: bool = False,
    **changes: dict[str, str],
) -> dict[str, Taken]:
    answers: Answers = samples.cleaned_answers(source, **changes)
    return take_over(narrowed(samples.service(to), self_filed=self_filed), answers, held, today=TODAY)


def test_a_renewal_is_filled_in_from_the_filing_of_the_permit() -> None:
    found = taken()

    assert {name for name, one in found.items() if one.whole} == {"permit", "worker", "stay", "job", "workplace"}
    assert found["permit"].values == {"number": HELD.number, "valid_until": HELD.valid_until.isoformat()}
    assert found["job"].values["wage"] == 6_500_000, "money is kept in satang"
    assert "starts_on" not in found["job"].values


def test_in_what_capacity_somebody_files_is_always_asked_unless_the_worker_files_for_himself() -> None:
    assert "acting_as" not in taken()["employer"].values
    assert not taken()["employer"].whole

    own = taken(self_filed=True)["employer"]
    assert own.values["acting_as"] == "foreigner"
    assert own.whole


@pytest.mark.parametrize(("until", "whole"), [(0, True), (-1, False)])
def test_a_stay_that_has_run_out_is_asked_anew(until: int, whole: bool) -> None:
    found = taken(stay={"stay_until": day(until), "entered_on": day(-200)})["stay"]

    assert found.whole is whole
    assert found.values["visa_class"] == "B"


@pytest.mark.parametrize(("expires", "whole"), [(62, True), (61, False), (-5, False)])
def test_a_passport_that_ends_before_the_new_term_begins_is_asked_anew(expires: int, whole: bool) -> None:
    assert taken(worker={"passport_expires_on": day(expires)})["worker"].whole is whole


def test_what_is_about_the_coming_term_or_another_act_is_not_taken_over() -> None:
    again = taken("change_items", "change_items", changes={})
    assert "change" not in again
    assert "health" not in taken("s63_2_cr_20260714_renew", "s63_2_cr_20251111")
    assert "authority" not in taken("s62_boi_renew", "s62_boi_new")


def test_the_kind_of_permit_is_known_where_the_form_has_it_and_else_asked() -> None:
    assert taken("change_items")["permit"].values["track"] == "general"
    special = Held(HELD.number, HELD.valid_from, HELD.valid_until, "special")
    assert not taken("change_items", held=special)["permit"].whole


def test_the_first_permit_of_a_worker_under_an_mou_begins_the_four_years() -> None:
    first = taken("s59_mou_renew", "s60_1_mou_overseas")["permit"].values["first_from"]
    later = taken("s59_mou_renew", "s59_mou_renew", permit={"first_from": day(-900)})["permit"].values["first_from"]

    assert first == HELD.valid_from.isoformat()
    assert later == day(-900)


def test_without_a_permit_that_holds_only_the_filing_is_taken_over() -> None:
    found = taken("s59_new", held=None)

    assert "permit" not in found
    assert not found["job"].whole, "the day on which the work begins is asked"


@pytest.mark.parametrize("service_id", ON_A_PERMIT)
def test_whatever_is_taken_over_is_what_the_form_would_keep(service_id: str) -> None:
    service = samples.service(service_id)
    found = taken(service_id, service_id)

    assert found["permit"].values["number"] == HELD.number
    for name, one in found.items():
        assert one.values.keys() <= {field.id for field in service.section_by_id(name).fields}


def why(document: str, age: int = 3000, **changes: dict[str, str]) -> str:
    paper = samples.service("s59_renew").document(document)
    return why_not_taken(paper, TODAY - timedelta(days=age), taken(**changes), TODAY)


@pytest.mark.parametrize(("until", "code"), [(62, ""), (61, "expired"), (-1, "expired")])
def test_a_passport_is_used_again_while_it_lasts_into_the_new_term(until: int, code: str) -> None:
    assert why("passport", worker={"passport_expires_on": day(until)}) == code


def test_a_passport_that_no_check_looks_at_is_used_again_while_it_is_valid() -> None:
    passport = samples.service("s59_renew").document("passport")
    said = {"worker": Taken({"passport_expires_on": day(-1)}, whole=True)}

    assert why_not_taken(passport, TODAY, said, TODAY) == "expired"
    assert why_not_taken(passport, TODAY, {"worker": Taken({}, whole=True)}, TODAY) == ""


@pytest.mark.parametrize(("age", "code"), [(30, ""), (31, "too_old")])
def test_a_medical_certificate_is_used_again_while_it_is_young_enough(age: int, code: str) -> None:
    assert why("medical", age) == code


def test_what_is_not_named_is_asked_anew() -> None:
    assert why("power_of_attorney") == "anew"
    assert why("photo") == ""


def test_the_data_names_sections_questions_and_papers_that_exist() -> None:
    services: list[Service] = [samples.service(name) for name in samples.service_ids()]
    sections = {section.id for one in services for section in one.sections}
    fields = {f"{section.id}.{field.id}" for one in services for section in one.sections for field in section.fields}
    papers = {paper.id for one in services for paper in one.documents}
    rules = renewals().carried

    assert {*rules.sections} <= sections
    assert {*rules.never} | {one.until for one in rules.documents if one.until} <= fields
    assert {one.id for one in rules.documents} <= papers
