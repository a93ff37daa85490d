"""What a permit says, and from when until when: new, renewed, changed, of a group, or a letter."""

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest

from tests.catalogue import samples
from workpermit.catalogue import reading
from workpermit.decisions.terms import (
    Ground,
    PermitEndNotKnown,
    PermitEndTooFar,
    PermitHasEnded,
    PermitOfAnother,
    build_terms,
    permit_term,
)

TODAY = samples.TODAY
pytestmark = pytest.mark.django_db


def term(service_id: str, ground: Ground | None = None, **changes: dict[str, str]) -> tuple[date, date]:
    answers = samples.cleaned_answers(service_id, today=TODAY, **changes)
    return permit_term(samples.service(service_id), answers, ground or Ground(TODAY))


def terms(service_id: str, ground: Ground | None = None, **changes: dict[str, str]) -> dict[str, Any]:
    answers = samples.cleaned_answers(service_id, today=TODAY, **changes)
    return build_terms(samples.service(service_id), answers, ground or Ground(TODAY))


def cohort(service_id: str, **changes: Any) -> Any:
    [name] = samples.service(service_id).cohorts
    found = [row.cohort for row in reading.cohorts() if row.cohort.id == name][-1]
    return msgspec.structs.replace(found, **changes)


def test_a_new_permit_runs_from_the_wished_day() -> None:
    first = TODAY + timedelta(days=20)

    assert term("s59_new") == (first, date(first.year + 1, first.month, first.day) - timedelta(days=1))


def test_a_renewal_follows_the_permit_held_without_a_gap() -> None:
    until = TODAY + timedelta(days=60)

    assert term("s59_renew")[0] == until + timedelta(days=1)


def test_what_this_system_knows_of_the_permit_held_counts_before_what_was_typed() -> None:
    held = TODAY + timedelta(days=10)

    assert term("s59_renew", Ground(TODAY, held="1", held_until=held))[0] == held + timedelta(days=1)


@pytest.mark.parametrize("service_id", ["change_items", "replace_general", "replace_mou"])
def test_a_change_and_a_substitute_keep_the_end(service_id: str) -> None:
    assert term(service_id) == (TODAY, TODAY + timedelta(days=60))


def test_a_permit_of_another_worker_is_no_ground_for_a_permit_and_may_be_refused() -> None:
    ground = Ground(TODAY, held="1", of_another=True)

    with pytest.raises(PermitOfAnother):
        terms("change_items", ground)
    answers = samples.cleaned_answers("change_items", today=TODAY)
    assert build_terms(samples.service("change_items"), answers, ground, granted=False)


@pytest.mark.parametrize("service_id", ["change_items", "replace_general", "s59_renew"])
def test_a_last_day_beyond_every_term_is_not_believed(service_id: str) -> None:
    with pytest.raises(PermitEndTooFar):
        term(service_id, permit={"valid_until": "2099-12-31"})


def test_a_permit_that_has_ended_is_not_changed() -> None:
    with pytest.raises(PermitHasEnded):
        term("change_items", permit={"valid_until": (TODAY - timedelta(days=1)).isoformat()})


def test_a_group_has_one_end_for_all() -> None:
    ground = Ground(TODAY, cohort=cohort("s63_2_cr_20260714_renew"))

    assert term("s63_2_cr_20260714_renew", ground)[1] == date(2027, 12, 11)


def test_a_group_whose_end_nobody_published_gets_no_permit() -> None:
    ground = Ground(TODAY, cohort=cohort("s63_2_cr_20260714_renew", permit_until=None))

    with pytest.raises(PermitEndNotKnown):
        term("s63_2_cr_20260714_renew", ground)


def test_the_permit_held_is_named_as_the_one_replaced() -> None:
    assert terms("change_items", Ground(TODAY, held="1000000000048"))["replaces"] == "1000000000048"
    assert "replaces" not in terms("s59_new")


def test_a_letter_has_no_dates_and_says_what_was_asked() -> None:
    said = terms("s46_mou_request")

    assert not {"valid_from", "valid_until", "worker"} & said.keys()
    assert said["details"][0]["value"].keys() == {"th", "en"}
    assert all(one["label"]["th"] and one["label"]["en"] for one in said["details"])


def test_who_works_for_himself_is_named_as_his_own_employer() -> None:
    said = terms("s63_new", employer={"has_employer": "no"})

    assert (said["employer"], said["employer_en"]) == ("ประกอบอาชีพด้วยตนเอง", "Self-employed")
    assert said["household"] is False


def test_a_refusal_has_no_dates() -> None:
    answers = samples.cleaned_answers("change_items", today=TODAY)

    said = build_terms(samples.service("change_items"), answers, Ground(date(2030, 1, 1)), granted=False)

    assert "valid_until" not in said
