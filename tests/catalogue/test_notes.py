"""Every note and every open question of the release can be read in Thai."""

import pytest

from workpermit.catalogue import reading
from workpermit.catalogue.notes import Note, parts_of, say_note, thai_parts
from workpermit.catalogue.open_facts import Kind, OpenFact, open_facts, open_facts_of_cohort

SERVICES = [reading.read_service(path) for path in reading.service_files()]
FACTS: list[OpenFact] = [
    *(fact for service in SERVICES for fact in open_facts(service)),
    *(fact for dated in reading.cohorts() for fact in open_facts_of_cohort(dated.cohort)),
]
NOTES = {fact.note for fact in FACTS} | {str(fact.what) for fact in FACTS if fact.kind is Kind.QUESTION}
SHOWN_AT_THE_DESK = {service.note for service in SERVICES if service.office_days is not None}


@pytest.mark.parametrize("note", sorted((NOTES | SHOWN_AT_THE_DESK) - {""}))
def test_a_note_is_said_in_thai(note: str) -> None:
    assert say_note(note, "th").language == "th", [part for part in parts_of(note) if part not in thai_parts()]
    assert say_note(note, "en") == Note(note, "en")


def test_nothing_is_translated_that_nobody_wrote() -> None:
    written = {part for note in NOTES | {service.note for service in SERVICES} for part in parts_of(note)}

    assert set(thai_parts()) <= written


def test_a_note_that_is_new_is_shown_as_it_was_written() -> None:
    assert say_note("Secondary source. Nobody translated this.", "th") == Note(
        "Secondary source. Nobody translated this.", "en"
    )
