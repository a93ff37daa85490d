"""Saving the answers of one section."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from workpermit.answers.models import Section
from workpermit.catalogue.carrying import Taken
from workpermit.catalogue.definition import Service
from workpermit.catalogue.forms import Cleaned, validate_section
from workpermit.core.actors import Actor
from workpermit.core.calendar import bangkok_date
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import uuid7
from workpermit.sealing.services import write_record


class SectionHasChanged(RuleBroken):
    """The section was saved elsewhere after this page was opened."""


def save_section(
    *,
    case: UUID,
    subject: UUID,
    service: Service,
    name: str,
    posted: Mapping[str, str],
    seen_version: int,
    by: Actor,
    at: datetime,
) -> Cleaned:
    """Seal what was typed, right or wrong, and note whether the section is complete.

    Wrong answers are kept too (under `typed`), so that nothing is lost; they count as incomplete.

    Raises SectionHasChanged.
    """
    cleaned = validate_section(service, name, posted, today=bangkok_date(at))
    value = dict(cleaned.values)
    if cleaned.errors:
        asked = tuple(field.id for field in service.section_by_id(name).fields)
        value["typed"] = {key: text for key, text in posted.items() if key.startswith(asked)}
    record = write_record(
        kind=f"answers/{name}", case=case, subject=subject, value=value, at=at, version=seen_version + 1
    )
    state = {
        "record": record.id,
        "complete": cleaned.complete,
        "problems": len(cleaned.errors),
        "version": seen_version + 1,
        "saved_at": at,
    }
    # Two browsers may have the same section open; the second to save is told.
    unchanged = Section.objects.filter(case=case, name=name, version=seen_version)
    if not unchanged.update(**state):
        if seen_version or Section.objects.filter(case=case, name=name).exists():
            raise SectionHasChanged
        _create(Section(id=uuid7(), case=case, account=by.id, name=name, **state))
    return cleaned


def carry_section(*, case: UUID, subject: UUID, name: str, taken: Taken, by: Actor, at: datetime) -> Section:
    """Seal what a new filing takes over for one section; it counts as complete where it is whole."""
    record = write_record(kind=f"answers/{name}", case=case, subject=subject, value=taken.values, at=at)
    section = Section(
        id=uuid7(), case=case, account=by.id, name=name, record=record.id, complete=taken.whole, saved_at=at
    )
    _create(section)
    return section


def mark_section(case: UUID, name: str, *, record: UUID, complete: bool) -> None:
    """Say whether a section that was taken over stands as it is; one that was saved since is left alone."""
    Section.objects.filter(case=case, name=name, record=record).update(complete=complete)


def _create(section: Section) -> None:
    """Raises SectionHasChanged if another browser made the section at the same moment."""
    try:
        with transaction.atomic():
            Section.objects.bulk_create([section])
    except IntegrityError:
        raise SectionHasChanged from None


def right_answers(cleaned: Cleaned) -> dict[str, Any]:
    """The answers that were understood. What was typed wrong is kept sealed, and nothing is done with it."""
    wrong = {error.field for error in cleaned.errors}
    return {name: value for name, value in cleaned.values.items() if name not in wrong}
