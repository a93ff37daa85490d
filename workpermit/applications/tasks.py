"""What follows an application's acts in the background."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from workpermit.answers.queries import list_sections
from workpermit.applications import services
from workpermit.applications.letters import tell, tell_accounts, tell_elsewhere
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.queries import count_open_among, get_application, list_due
from workpermit.applications.rules import NotOpenToChange
from workpermit.appointments import waiting
from workpermit.appointments.draw import close_release, list_due_releases, list_unserved_releases, open_release
from workpermit.appointments.draw_files import publish_draws
from workpermit.appointments.lifecycle import WaitingStatus
from workpermit.appointments.queries import (
    find_open_appointment,
    get_appointment,
    get_waiting,
    list_displaced,
    list_missed,
)
from workpermit.appointments.services import miss_appointment
from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import CaseHasMoved, WrongStatus
from workpermit.casework.retry import again
from workpermit.catalogue.definition import Service
from workpermit.catalogue.face_rules import face_rules
from workpermit.catalogue.facts import HeldPermit, Known, rule_facts
from workpermit.catalogue.kinds import Basis, Outcome, Visit
from workpermit.catalogue.queries import get_cohort, get_version, holidays
from workpermit.catalogue.rules import DocumentState, run_known
from workpermit.core.actors import SYSTEM
from workpermit.core.calendar import bangkok_date
from workpermit.documents.lifecycle import Status as EvidenceStatus
from workpermit.documents.models import Evidence
from workpermit.documents.queries import list_evidence, list_pages
from workpermit.documents.reading import read_file, read_signed_file
from workpermit.faces.compare import Seen, compare_faces
from workpermit.fees.queries import get_notice
from workpermit.identity.models import Capture
from workpermit.identity.queries import CHIP, get_capture, is_looked_at, latest_capture
from workpermit.identity.services import record_chip, record_comparison
from workpermit.passports.chip.apart import authenticate_apart
from workpermit.passports.chip.authenticate import ChipRead
from workpermit.passports.compare import ZoneRead, differences
from workpermit.sealing.client import VaultUnreachable, vault
from workpermit.visits.queries import appointments_in_hall

AGAIN = again(VaultUnreachable, CaseHasMoved)


_STATES = {
    EvidenceStatus.READY: DocumentState.READABLE,
    EvidenceStatus.UNREADABLE: DocumentState.UNREADABLE,
}


# Papers with a portrait, the better first: what an application shows is compared with a live picture.
_PORTRAITS = ("passport", "photo")
_MOST_PORTRAITS = 4  # pages: each costs a tenth of a second or more


class StillBeingPressed(Exception):
    """The press has not finished with all documents; the checks wait for it."""


@app.task(name="run_checks", queue="check", retry=again(VaultUnreachable, StillBeingPressed))
def run_checks(record: str) -> None:
    """Open the answers for the purpose `check`, apply the rules, keep the results."""
    application = get_application(UUID(record), seen_by=SYSTEM)
    if application.status != Status.CHECKING:
        return
    evidence = list_evidence(application.pk)
    if any(one.status in (EvidenceStatus.RECEIVED, EvidenceStatus.WAITING) for one in evidence):
        raise StillBeingPressed
    at = timezone.now()
    service = get_version(application.service_version)
    sections = {name: section.record for name, section in list_sections(application.pk).items()}
    case = application.pk
    opened = vault("check").open_for(case=case, records=sorted(sections.values()))["records"]
    answers = {name: opened[str(record)] for name, record in sections.items()}
    worker = sections.get("worker")
    others = vault("check").same_worker(case=case, record=worker) if worker else []
    known = Known(
        today=bangkok_date(at),
        duplicates=count_open_among([other for other in others if other != case]) if worker else None,
        cohort=get_cohort(application.cohort, at).definition if application.cohort else None,
        cohort_taken=_cohort_taken(application, service, worker, at),
        holidays=holidays(at),
        held=_held_permit(application, service, sections),
        zone=_passport_zone(case, evidence),
    )
    documents = {one.document: _STATES[EvidenceStatus(one.status)] for one in evidence}
    found = run_known(service, answers, documents=documents, known=known)
    facts = rule_facts(service, answers, known)
    employer = sections.get("employer")
    employer_ref = vault("check").employer_reference(case=case, record=employer) if employer else ""
    services.complete_checks(application=application, found=found, facts=facts, employer_ref=employer_ref, at=at)


def _held_permit(application: Application, service: Service, sections: Mapping[str, UUID]) -> HeldPermit | None:
    """What the vault knows of the permit that a filing works on; None where it did not sign that permit."""
    if service.basis is not Basis.PERMIT or not application.basis or "worker" not in sections:
        return None
    said = vault("check").held_permit(
        case=application.pk, record=sections["worker"], number=application.basis, employer=sections.get("employer")
    )
    if not said["known"]:
        return None
    return HeldPermit(said["own"], said["status"], said["valid_until"], said["same_employer"])


def _master_list() -> Path:
    """The folder of the authorities that sign passports: the officers put it beside the vault's public keys."""
    return Path(settings.EWP["keys"]).parent


def _passport_zone(case: UUID, evidence: Sequence[Evidence]) -> ZoneRead | None:
    """The zone that the press read on the passport that was added last; None where it read none."""
    records = [one.zone for one in evidence if one.zone]
    if not records:
        return None
    value = vault("check").open_for(case=case, records=records[-1:])["records"][str(records[-1])]
    return ZoneRead(tuple(value["lines"]), bool(value["sure_of_names"]))


def _captured(capture: Capture) -> bytes:
    """What a device took in a visit of this case; a row of the operator's says nothing by itself."""
    return read_signed_file(vault("check").open_captured(case=capture.application, record=capture.record))


def _judge_chip(capture: Capture, at: datetime) -> tuple[ChipRead, list[str]]:
    """What a chip proves by the list beside the vault's public keys, and which answers its zone contradicts."""
    read = authenticate_apart(_captured(capture), _master_list(), at)
    if not read.lines:
        return read, []
    worker = list_sections(capture.application)["worker"].record
    opened = vault("check").open_for(case=capture.application, records=[worker])["records"]
    return read, differences(ZoneRead(read.lines, sure_of_names=True), opened[str(worker)], bangkok_date(at))


def _portrait_in_chip(visit: UUID, at: datetime) -> bytes:
    """The portrait of the newest chip of a visit; nothing where it is not proven, or of another passport than filed."""
    capture = latest_capture(visit, Capture.Kind.CHIP)
    if capture is None:
        return b""
    read, differs = _judge_chip(capture, at)
    return b"" if differs else read.portrait


def _filed_portraits(case: UUID) -> list[tuple[str, bytes]]:
    """Name and picture of the passport's pages, and then of the photograph, as filed."""
    pages = [page for page in list_pages(case) if page.evidence.document in _PORTRAITS]
    papers = sorted(pages, key=lambda page: _PORTRAITS.index(page.evidence.document))[:_MOST_PORTRAITS]
    records = [page.record for page in papers]
    opened = vault("check").open_for(case=case, records=records)["records"] if records else {}
    return [(page.evidence.document, read_file(opened[str(page.record)])) for page in papers]


@app.task(name="compare_face", queue="check", retry=AGAIN)
def compare_face(record: str) -> None:
    """Compare the picture of a visit with the portrait of a proven chip, then with the papers that were filed."""
    capture = get_capture(UUID(record))
    if is_looked_at(capture):
        return
    at, live = timezone.now(), _captured(capture)
    in_chip = _portrait_in_chip(capture.visit, at)
    shown = [(CHIP, in_chip)] if in_chip else []
    shown += _filed_portraits(capture.application)
    rules = face_rules()
    found = compare_faces(live, [picture for _, picture in shown], rules.quality)
    compared = found.seen is Seen.COMPARED
    record_comparison(
        capture,
        seen=found.seen,
        band=rules.band_of(found.distance) if compared else "",
        paper=shown[found.paper][0] if compared else "",
        at=at,
    )


@app.task(name="authenticate_chip", queue="check", retry=AGAIN)
def authenticate_chip(record: str) -> None:
    """Judge a passport's chip, and compare its zone with the answers."""
    capture = get_capture(UUID(record))
    if is_looked_at(capture):
        return
    at = timezone.now()
    read, differs = _judge_chip(capture, at)
    record_chip(capture, result=read.result, differs=differs, at=at)


def _cohort_taken(application: Application, service: Service, worker: UUID | None, at: datetime) -> bool | None:
    """Whether another application of the same person has his place in the cohort; None where nobody can say."""
    if not application.cohort or worker is None or service.outcome is not Outcome.PERMIT:
        return None
    ref = vault("check").cohort_reference(case=application.pk, record=worker, cohort=application.cohort)
    return not services.take_place(application=application, person_ref=ref, at=at) if ref else None


@app.task(name="tell_of_identity", queue="document", retry=AGAIN)
def tell_of_identity(record: str) -> None:
    """Write to every other account under which a counter has seen the same person: it may be somebody else's."""
    application = Application.objects.get(pk=UUID(record))
    others = vault("document").same_person(case=application.pk)
    tell_elsewhere(application, "identity_elsewhere", others, at=timezone.now())


@app.task(name="tell_of_help", queue="document", retry=AGAIN)
def tell_of_help(record: str) -> None:
    """Write to the accounts that may be those of somebody whom a clerk helps: somebody else may have his paper."""
    others, centre = vault("document").assisted_elsewhere(assisted=UUID(record))
    tell_accounts("helped_at_counter", others, {"centre": centre}, at=timezone.now())


@app.task(name="note_confirmation", queue="document", retry=AGAIN)
def note_confirmation(record: str) -> None:
    """Note what the worker confirmed at a counter, as the vault says; nothing where the filing changed meanwhile."""
    application = get_application(UUID(record), seen_by=SYSTEM)
    said = vault("document").confirmed(case=application.pk)
    with suppress(NotOpenToChange):
        services.record_confirmation(
            application=application, records=said["records"], by=SYSTEM, at=datetime.fromtimestamp(said["at"], UTC)
        )


@app.task(name="pass_stations", queue="document", retry=AGAIN)
def pass_stations(record: str) -> None:
    """Go on by itself past fees that are not charged and a visit that is not needed; issue what nothing holds up."""
    application, at = get_application(UUID(record), seen_by=SYSTEM), timezone.now()
    if application.status == Status.IDENTITY_CONFIRMED:
        enqueue("issue_permit", application.pk)  # the worker confirmed last
    if application.status == Status.SUBMITTED:
        services.pass_filing_fee(application=application, at=at)
    if application.status == Status.GRANTED:
        services.pass_permit_fee(application=application, at=at)
    if application.status == Status.AWAITING_VISIT:
        visit = get_version(application.service_version).visit
        known = visit is Visit.IF_NEEDED and vault("document").identity_confirmed(case=application.pk)
        services.pass_visit(application=application, identified=known, at=at)


@app.task(name="sign_filing_receipt", queue="document", retry=AGAIN)
def sign_filing_receipt(record: str) -> None:
    """Have the vault sign that the application was received, and when."""
    application = get_application(UUID(record), seen_by=SYSTEM)
    if application.receipt or application.submitted_at is None:
        return
    facts = {
        "case": str(application.pk),
        "number": str(application.number),
        "service": application.service,
        "received_at": application.submitted_at.isoformat(),
    }
    if application.basis:
        facts["permit"] = application.basis
    services.keep_receipt(application, vault("document").sign_receipt(kind="filing", facts=facts))


@app.task(name="match_payment", queue="document", retry=AGAIN)
def match_payment(record: str) -> None:
    """Settle what the bank reports."""
    services.record_payment(get_notice(UUID(record)), at=timezone.now())


@app.task(name="offer_returned", queue="document", retry=AGAIN)
def offer_returned(record: str) -> None:
    """Offer a place that was given back to the first of the waiting list."""
    at = timezone.now()
    with transaction.atomic():
        place = waiting.pass_on(get_appointment(UUID(record)), at=at)
        if place:
            services.tell_offered(place, at=at)


@app.task(name="lapse_offer", queue="document", retry=AGAIN)
def lapse_offer(record: str) -> None:
    """End an offer that nobody took, or whose application has another place, and offer it to the next."""
    at, place = timezone.now(), get_waiting(UUID(record))
    if place.status != WaitingStatus.OFFERED or place.offered_until is None:
        return
    if place.offered_until > at and not find_open_appointment(place.application):
        return
    with transaction.atomic():
        after = waiting.lapse_offer(place, at=at)
        if after:
            services.tell_offered(after, at=at)


@app.periodic(cron="* * * * * */10")
@app.task(name="hold_draws", queue="clock", queueing_lock="hold_draws")
def hold_draws(timestamp: int) -> None:
    """Begin the release whose registration opens, draw those whose registration has ended, tell, and give places."""
    at = timezone.now()
    open_release(at)
    for release in list_due_releases(at):
        close_release(release, at=at)
    publish_draws(Path(settings.EWP["statements"]))
    for release in list_unserved_releases():
        services.serve_drawn(release=release, at=at)


@app.periodic(cron="* * * * * */10")
@app.task(name="leave_closed_days", queue="clock", queueing_lock="leave_closed_days")
def leave_closed_days(timestamp: int) -> None:
    """End the appointments of days on which their centre is closed, and write to both parties.

    Looked up by the clock and not asked for by the closure, so that a place that was taken at the same
    moment as the centre was closed is found as well.
    """
    at = timezone.now()
    for appointment in list_displaced(at):
        with suppress(CaseHasMoved, WrongStatus):
            services.displace_visit(appointment=appointment, at=at)


@app.periodic(cron="* * * * * */10")
@app.task(name="end_windows", queue="clock", queueing_lock="end_windows")
def end_windows(timestamp: int) -> None:
    """End what was not paid, corrected or attended within its window."""
    at = timezone.now()
    for application in list_due(at):
        try:
            services.lapse_application(application=application, at=at)
        except (CaseHasMoved, WrongStatus, services.NotDueYet):
            continue  # a payment, a correction or an extension came first
    for appointment in list_missed(at, here=appointments_in_hall(at)):
        try:
            miss_appointment(appointment, at=at)
        except (CaseHasMoved, WrongStatus):
            continue
        application = Application.objects.get(pk=appointment.application)
        tell(application, "appointment_missed", by=SYSTEM, at=at, facts={"centre": appointment.centre})
