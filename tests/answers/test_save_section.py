"""Answers are kept as they were typed, right or wrong, and never over somebody else's."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from django.db.models import QuerySet

from tests import make
from workpermit.answers import services
from workpermit.answers.models import Section
from workpermit.answers.queries import list_sections
from workpermit.answers.services import SectionHasChanged, save_section
from workpermit.catalogue.forms import Cleaned
from workpermit.core.ids import uuid7
from workpermit.sealing.models import SealedRecord
from workpermit.sealing.services import write_record

pytestmark = pytest.mark.django_db

CASE, SUBJECT = uuid7(), uuid7()


def save(name: str = "job", *, seen_version: int = 0, case: UUID = CASE, **changes: str) -> Cleaned:
    return save_section(
        case=case,
        subject=SUBJECT,
        service=make.service().definition,
        name=name,
        posted=make.ANSWERS[name] | changes,
        seen_version=seen_version,
        by=make.APPLICANT,
        at=make.NOON,
    )


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> list[Mapping[str, Any]]:
    """The values on their way into the seal, which nobody here can open again."""
    values: list[Mapping[str, Any]] = []

    def seen(**given: Any) -> Any:
        values.append(given["value"])
        return write_record(**given)

    monkeypatch.setattr(services, "write_record", seen)
    return values


def test_a_complete_section_is_sealed_and_noted_as_complete() -> None:
    assert save().complete

    section = list_sections(CASE)["job"]
    assert (section.complete, section.problems, section.version) == (True, 0, 1)
    assert SealedRecord.objects.get(pk=section.record).kind == "answers/job"


def test_wrong_answers_are_kept_as_typed_and_count_as_incomplete(sealed: list[Mapping[str, Any]]) -> None:
    cleaned = save(months="a year or so", starts_on="2569-12-15")

    section = list_sections(CASE)["job"]
    assert not cleaned.complete
    assert not section.complete
    assert section.problems == len(cleaned.errors) >= 2
    assert sealed[-1]["typed"]["months"] == "a year or so"
    assert sealed[-1]["typed"]["starts_on"] == "2569-12-15"


def test_right_answers_leave_nothing_as_typed(sealed: list[Mapping[str, Any]]) -> None:
    save()

    assert "typed" not in sealed[-1]


def test_what_the_section_does_not_ask_is_not_kept(sealed: list[Mapping[str, Any]]) -> None:
    save(months="x", csrfmiddlewaretoken="secret", passport_number="L898902C3")

    assert "secret" not in repr(sealed[-1])
    assert "L898902C3" not in repr(sealed[-1])


def test_saving_again_makes_a_new_version_and_keeps_the_old_record() -> None:
    save()
    first = list_sections(CASE)["job"].record

    save(seen_version=1, wage="99000")

    section = list_sections(CASE)["job"]
    assert section.version == 2
    assert section.record != first
    assert SealedRecord.objects.get(pk=section.record).version == 2
    assert SealedRecord.objects.filter(pk=first).exists()


def test_the_second_of_two_browsers_is_told_that_the_section_has_changed() -> None:
    save()
    save(seen_version=1, wage="99000")
    newest = list_sections(CASE)["job"].record

    with pytest.raises(SectionHasChanged):
        save(seen_version=1, wage="10")
    with pytest.raises(SectionHasChanged):
        save(seen_version=0, wage="10")

    assert list_sections(CASE)["job"].record == newest


def test_two_browsers_that_begin_a_section_together_do_not_overwrite_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    save()
    newest = list_sections(CASE)["job"].record
    exists = QuerySet.exists
    # What the slower of the two has seen.
    monkeypatch.setattr(QuerySet, "exists", lambda rows: rows.model is not Section and exists(rows))

    with pytest.raises(SectionHasChanged):
        save(wage="10")

    assert list_sections(CASE)["job"].record == newest


def test_a_version_that_never_was_is_refused() -> None:
    with pytest.raises(SectionHasChanged):
        save(seen_version=7)

    assert Section.objects.count() == 0


def test_sections_of_different_filings_do_not_meet() -> None:
    other = uuid7()
    save()
    save(case=other)

    assert list_sections(CASE)["job"].record != list_sections(other)["job"].record
