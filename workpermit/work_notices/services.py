"""Filing a notice and acknowledging it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from workpermit.answers.queries import list_sections
from workpermit.answers.services import right_answers, save_section
from workpermit.applications.rules import NotTheFiler
from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import advance, begin
from workpermit.catalogue.definition import FieldType, Plain, Service
from workpermit.catalogue.forms import Answers, Cleaned, typed_again
from workpermit.catalogue.kinds import Basis
from workpermit.catalogue.queries import ServiceVersionRef, get_version, holidays, office_for
from workpermit.core.actors import SYSTEM, Actor
from workpermit.core.calendar import bangkok_date, buddhist_year
from workpermit.core.errors import RuleBroken
from workpermit.core.ids import new_application_number, uuid7
from workpermit.freezes.rules import check_filings
from workpermit.letters.services import queue_letter
from workpermit.sealing.services import write_record
from workpermit.work_notices.lifecycle import Act, Status
from workpermit.work_notices.models import LONGEST_EXTENSION, WorkNotice


class NoticeNotComplete(RuleBroken):
    """Something that the notice asks for is still missing."""


class NoticeIsFiled(RuleBroken):
    """A notice that is filed is not changed; file another one to correct it."""


class NoNoticeNumberFree(RuleBroken):
    """No free number was found; please try again."""


class NoNoticeToExtend(RuleBroken):
    """The filer has no acknowledged notice of urgent work with this number."""


class ExtendedAlready(RuleBroken):
    """Section 61 allows one extension; longer work needs a permit."""


class OtherPeriodThanNotified(RuleBroken):
    """The first notice said another last day, or the extension is longer than section 61 allows."""


EXTENSION, URGENT_WORK = "extension", "s61_notify"  # the section that names the first notice; its service


@transaction.atomic
def start_notice(
    *, service: ServiceVersionRef, subject: UUID, by: Actor, at: datetime, notice: UUID | None = None
) -> WorkNotice:
    """Begin a notice. The caller has registered the case with the vault. Raises FilingsFrozen."""
    check_filings(service.definition.id, at)
    draft = WorkNotice(
        id=notice or uuid7(),
        service=service.definition.id,
        service_version=service.version_id,
        filing_account=by.id,
        subject=subject,
        started_at=at,
    )
    begin(draft, Act.START, by=by, at=at)
    return draft


@transaction.atomic
def repeat_notice(
    *, service: ServiceVersionRef, answers: Answers, subject: UUID, by: Actor, at: datetime, notice: UUID | None = None
) -> WorkNotice:
    """Begin a notice with what an earlier one said, sealed anew; the days of its event are asked again.

    The vault opened `answers` to whoever filed them. Raises FilingsFrozen.
    """
    draft = start_notice(service=service, subject=subject, by=by, at=at, notice=notice)
    clock = service.definition.deadline
    for section in service.definition.sections:
        said = typed_again(section, answers.get(section.id, {}))
        if clock and clock.section == section.id:
            days = {field.id for field in section.fields if field.type is FieldType.DATE}
            said = {name: text for name, text in said.items() if name not in days}
        if said:
            save_notice_answers(notice=draft, section=section.id, posted=said, seen_version=0, by=by, at=at)
    return draft


@transaction.atomic
def save_notice_answers(
    *, notice: WorkNotice, section: str, posted: Mapping[str, str], seen_version: int, by: Actor, at: datetime
) -> Cleaned:
    """Seal the answers of one section; the day from which the law counts stays readable.

    Raises NotTheFiler, NoticeIsFiled or SectionHasChanged.
    """
    _check_filer(notice, by)
    if notice.status != Status.DRAFT:
        raise NoticeIsFiled
    service = get_version(notice.service_version)
    cleaned = save_section(
        case=notice.pk,
        subject=notice.subject,
        service=service,
        name=section,
        posted=posted,
        seen_version=seen_version,
        by=by,
        at=at,
    )
    right = right_answers(cleaned)
    changes = _clock(service, section, right, at) | _period(service, section, right) | _place(service, section, right)
    if section == "worker":
        name = " ".join(str(cleaned.values[p]) for p in ("given_names", "family_name") if cleaned.values.get(p))
        label = write_record(kind="label", case=notice.pk, subject=notice.subject, value={"name": name}, at=at)
        changes["label_record"] = label.id
    if changes:
        WorkNotice.objects.filter(pk=notice.pk).update(**changes)
    return cleaned


def _clock(service: Service, section: str, answers: Mapping[str, Any], at: datetime) -> dict[str, object]:
    """The day of the event and the last day to file in time (first day not counted, s.193/3)."""
    clock = service.deadline
    if clock is None or clock.section != section or not answers.get(clock.field):
        return {}
    event_on = date.fromisoformat(str(answers[clock.field]))
    return {"event_on": event_on, "due_on": clock.last_day(event_on, holidays(at))}


def _place(service: Service, section: str, answers: Mapping[str, Any]) -> dict[str, object]:
    """The province of the workplace, and the office that reads the notice there."""
    where, field = service.plain_fields().get(Plain.PROVINCE, ("", ""))
    if where != section or not answers.get(field):
        return {}
    province = str(answers[field])
    return {"province": province, "office": office_for(province).code}


def _period(service: Service, section: str, answers: Mapping[str, Any]) -> dict[str, object]:
    """The last day of the work, and the notice that an extension is of."""
    changes: dict[str, object] = {}
    where, field = service.plain_fields().get(Plain.ENDS_ON, ("", ""))
    if where == section and answers.get(field):
        changes["until_on"] = date.fromisoformat(str(answers[field]))
    if service.basis is Basis.NOTICE and section == EXTENSION:
        changes["basis"] = str(answers.get("number") or "")
    return changes


def file_notice(*, notice: WorkNotice, by: Actor, at: datetime) -> WorkNotice:
    """File a complete notice, in time or late; the acknowledgement follows within seconds.

    Raises NotTheFiler, NoticeNotComplete, NoNoticeToExtend, ExtendedAlready, OtherPeriodThanNotified,
    FilingsFrozen, WrongStatus, WrongRole or CaseHasMoved.
    """
    _check_filer(notice, by)
    check_filings(notice.service, at)
    service = get_version(notice.service_version)
    sections = list_sections(notice.pk)
    if any(one.id not in sections or not sections[one.id].complete for one in service.sections):
        raise NoticeNotComplete
    for _attempt in range(5):
        # Asked at each attempt: a window beside this one may have filed the extension meanwhile.
        if service.basis is Basis.NOTICE:
            _check_extension(notice)
        try:
            return _file(notice, by, at)
        except IntegrityError:
            continue  # the random number is taken
    raise NoNoticeNumberFree


def _check_extension(notice: WorkNotice) -> None:
    """Section 61: one extension of one's own notice, from its last day, by fifteen days at most."""
    own = WorkNotice.objects.filter(filing_account=notice.filing_account, filed_at__isnull=False)
    first = own.filter(number=notice.basis, service=URGENT_WORK).first()
    if own.filter(basis=notice.basis).exclude(pk=notice.pk).exists():
        raise ExtendedAlready
    if first is None:
        if own.filter(number=notice.basis).exclude(basis="").exists():
            raise ExtendedAlready  # the extension of an extension
        raise NoNoticeToExtend
    ends, until = first.until_on, notice.until_on
    if ends is None or until is None or notice.event_on != ends:
        raise OtherPeriodThanNotified
    if not ends < until <= ends + timedelta(days=LONGEST_EXTENSION):
        raise OtherPeriodThanNotified


@transaction.atomic
def _file(notice: WorkNotice, by: Actor, at: datetime) -> WorkNotice:
    number = new_application_number(buddhist_year(bangkok_date(at)))
    advance(notice, Act.FILE, by=by, at=at, changes={"number": number, "filed_at": at})
    enqueue("acknowledge_notice", notice.pk)
    return notice


@transaction.atomic
def discard_notice(*, notice: WorkNotice, by: Actor, at: datetime) -> None:
    """Drop a draft. Raises NotTheFiler, WrongStatus, WrongRole or CaseHasMoved."""
    _check_filer(notice, by)
    advance(notice, Act.DISCARD, by=by, at=at)


def _check_filer(notice: WorkNotice, by: Actor) -> None:
    if notice.filing_account != by.id:
        raise NotTheFiler


@transaction.atomic
def acknowledge_notice(*, notice: WorkNotice, receipt: str, at: datetime) -> None:
    """Keep the signed acknowledgement (s.5/1) and send it. Raises WrongStatus or CaseHasMoved."""
    advance(notice, Act.ACKNOWLEDGE, by=SYSTEM, at=at, changes={"receipt": receipt, "acknowledged_at": at})
    queue_letter(
        "notice_acknowledged",
        about=notice.pk,
        subject=notice.subject,
        account=notice.filing_account,
        by=SYSTEM,
        at=at,
        facts={"number": notice.number, "service": notice.service},
    )
