"""Beginning with what an earlier filing said, and saying what of it has changed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from workpermit.answers.services import carry_section, mark_section
from workpermit.applications.models import Application, CarriedOver
from workpermit.applications.queries import find_carried
from workpermit.applications.rules import check_open_to_change
from workpermit.applications.services.answer import keep_plain
from workpermit.catalogue.carrying import Held, Taken, take_over, why_not_taken
from workpermit.catalogue.definition import Service
from workpermit.catalogue.forms import Answers
from workpermit.catalogue.queries import get_form
from workpermit.core.actors import Actor
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import uuid7
from workpermit.documents.models import Evidence
from workpermit.documents.queries import list_evidence
from workpermit.documents.services import remove_evidence, reuse_evidence


@dataclass(frozen=True, slots=True)
class Earlier:
    """A filing as the vault opened it for its own party: answers by section, and its readable files."""

    application: UUID
    answers: Answers
    files: Sequence[tuple[Evidence, Mapping[str, Any]]]


@transaction.atomic
def carry_over(
    *, application: Application, earlier: Earlier, held: Held | None, by: Actor, at: datetime
) -> CarriedOver:
    """Seal in a new draft what it takes over of an earlier filing, and note what it does not.

    Whoever opened `earlier` is its party: the vault has judged that.

    Raises NotOpenToChange or NotTheFiler.
    """
    check_open_to_change(application, by)
    service = get_form(application.service_version, self_filed=application.is_self_filed)
    taken = take_over(service, earlier.answers, held, today=bangkok_date(at))
    sections = {}
    for name, one in taken.items():
        saved = carry_section(case=application.pk, subject=application.subject, name=name, taken=one, by=by, at=at)
        sections[name] = str(saved.record)
        keep_plain(application, service, name, one.values, one.values, at)
    files, left_out = _carry_files(application, service, earlier.files, taken, by, at)
    carried = CarriedOver(
        id=uuid7(),
        application=application.pk,
        source=earlier.application,
        sections=sections,
        asked=[name for name, one in taken.items() if not one.whole],
        files=[str(file.pk) for file in files],
        left_out=left_out,
    )
    CarriedOver.objects.bulk_create([carried])
    return carried


@transaction.atomic
def review_carried(
    *, application: Application, changed: Collection[str], outdated: Collection[str], by: Actor, at: datetime
) -> None:
    """Note what has changed since the last permit: these sections are asked, the files of these documents taken out.

    What was not ticked stands as it was taken over; a section that was saved since is left alone.

    Raises NotOpenToChange, NotTheFiler or CarriedOver.DoesNotExist.
    """
    check_open_to_change(application, by)
    carried = find_carried(application.pk)
    if carried is None:
        raise CarriedOver.DoesNotExist
    for name, record in carried.sections.items():
        stands = name not in changed and name not in carried.asked
        mark_section(application.pk, name, record=UUID(record), complete=stands)
    for evidence in list_evidence(application.pk):
        if str(evidence.pk) in carried.files and evidence.document in outdated:
            remove_evidence(evidence, by=by, at=at)
    CarriedOver.objects.filter(pk=carried.pk).update(reviewed_at=at)


def _carry_files(
    application: Application,
    service: Service,
    earlier: Sequence[tuple[Evidence, Mapping[str, Any]]],
    taken: Mapping[str, Taken],
    by: Actor,
    at: datetime,
) -> tuple[list[Evidence], dict[str, str]]:
    """The files that stand in the new filing too, and for each document why its earlier file does not."""
    documents = {one.id: one for one in service.documents}
    files, left_out = [], {}
    for evidence, value in earlier:
        document = documents.get(evidence.document)
        if document is None:
            continue
        why = why_not_taken(document, bangkok_date(evidence.received_at), taken, bangkok_date(at))
        again = None
        if not why:
            again = reuse_evidence(
                case=application.pk, subject=application.subject, document=document, earlier=evidence, value=value,
                by=by, at=at,
            )  # fmt: skip
        if again is not None:
            files.append(again)
        else:
            left_out[document.id] = why or "anew"
    return files, left_out
