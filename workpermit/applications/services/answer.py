"""Saving answers of a draft or of a returned application."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from workpermit.answers.services import right_answers, save_section
from workpermit.applications.models import Application
from workpermit.applications.rules import check_open_to_change, renewed_once
from workpermit.catalogue.definition import Plain, Service
from workpermit.catalogue.filers import settled_answers
from workpermit.catalogue.forms import Cleaned, required_documents
from workpermit.catalogue.kinds import Basis
from workpermit.catalogue.queries import get_form, office_for
from workpermit.core.actors import Actor
from workpermit.sealing.services import write_record

WORKER, EMPLOYER, HELD = "worker", "employer", "permit"


@transaction.atomic
def save_answers(
    *,
    application: Application,
    section: str,
    posted: Mapping[str, str],
    seen_version: int,
    by: Actor,
    at: datetime,
) -> Cleaned:
    """Seal the answers of one section and copy the few plain facts that routing needs.

    Raises NotOpenToChange, NotTheFiler, SectionHasChanged or RenewalUnderWay.
    """
    check_open_to_change(application, by)
    service = get_form(application.service_version, self_filed=application.is_self_filed)
    cleaned = save_section(
        case=application.pk,
        subject=application.subject,
        service=service,
        name=section,
        posted={**posted, **settled_answers(service.section_by_id(section))},
        seen_version=seen_version,
        by=by,
        at=at,
    )
    keep_plain(application, service, section, cleaned.values, right_answers(cleaned), at)
    return cleaned


def keep_plain(
    application: Application,
    service: Service,
    section: str,
    values: Mapping[str, Any],
    right: Mapping[str, Any],
    at: datetime,
) -> None:
    """Copy what routing needs of a section that has just been sealed, and the name for the filer's list.

    `right` are the answers that were understood. Raises RenewalUnderWay.
    """
    changes = _plain_changes(service, section, right)
    changes["extra_documents"] = _extra_documents(application, service, section, right)
    if section == (WORKER if service.one_worker else EMPLOYER):
        changes["label_record"] = _write_label(application, values, at)
    if section == HELD and service.basis is Basis.PERMIT:
        changes["basis"] = str(right.get("number") or "")
    with renewed_once():  # the number of the permit of a returned renewal may be corrected
        Application.objects.filter(pk=application.pk).update(**changes)
    for name, value in changes.items():
        setattr(application, name, value)


def _plain_changes(service: Service, section: str, values: Mapping[str, Any]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    columns = (Plain.NATIONALITY, Plain.OCCUPATION, Plain.PROVINCE, Plain.MONTHS)
    for plain, (where, field) in service.plain_fields().items():
        if where == section and plain in columns and values.get(field):
            changes[plain.value] = values[field]
    if "province" in changes:
        changes["office"] = office_for(changes["province"]).code
    return changes


def _extra_documents(application: Application, service: Service, section: str, values: Mapping[str, Any]) -> list[str]:
    """What this section adds to the checklist; what other sections added stays."""
    asked_here = {d.id for d in service.documents if d.required_if and d.required_if.section == section}
    needed = required_documents(service, {section: values}) & asked_here
    return sorted((set(application.extra_documents) - asked_here) | needed)


def _write_label(application: Application, values: Mapping[str, Any], at: datetime) -> Any:
    """The name that the filer's own list shows, of the worker or else of the employer; a list opens only these."""
    names = ("given_names", "family_name") if "given_names" in values else ("name_th",)
    name = " ".join(str(values[part]) for part in names if values.get(part))
    label = write_record(kind="label", case=application.pk, subject=application.subject, value={"name": name}, at=at)
    return label.id
