"""A filing as one reader sees it: whose it is, what it still needs, what the reader may do."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from workpermit.answers.queries import list_sections
from workpermit.applications.queries import acts_open, compared_with, confirmation_holds, find_carried, get_application
from workpermit.catalogue.definition import Document, Section, Service
from workpermit.catalogue.kinds import Confirmation, Outcome
from workpermit.catalogue.queries import get_form, get_version
from workpermit.core.actors import Actor
from workpermit.documents.queries import USABLE, list_evidence
from workpermit.sealing.client import VaultUnreachable, vault
from workpermit.sites.http import Request
from workpermit.work_notices.queries import get_notice

if TYPE_CHECKING:
    from workpermit.answers.models import Section as SavedSection
    from workpermit.applications.models import Application, CarriedOver, FiledVersion
    from workpermit.documents.models import Evidence
    from workpermit.work_notices.models import WorkNotice

WITH_OFFICERS = ("in_review", "recommended")  # what an officer has to work on, and may ask about

Answers = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Filing:
    """An application with its service and the reader."""

    application: "Application"
    service: Service
    reader: Actor

    @property
    def id(self) -> UUID:
        """The application's own id, which is also that of the case."""
        return self.application.pk

    @property
    def home(self) -> str:
        """The address of the application's first page."""
        return f"/applications/{self.id}/"

    @property
    def is_filer(self) -> bool:
        """Whether the reader is the account that files."""
        return self.application.filing_account == self.reader.id

    @property
    def is_worker(self) -> bool:
        """Whether the reader is the worker that the filing is about."""
        return self.application.worker_account == self.reader.id

    @property
    def is_own(self) -> bool:
        """Whether the worker files for himself: nobody is invited, and he signs when he submits."""
        return self.application.is_self_filed

    @property
    def confirmation(self) -> Confirmation:
        """Before what the worker confirms this filing, if he does."""
        return self.service.confirm_before()

    @property
    def worker_joins(self) -> bool:
        """Whether a worker other than the filer belongs to it."""
        return self.service.outcome is Outcome.PERMIT and not self.is_own

    @cached_property
    def acts(self) -> frozenset[str]:
        """What the lifecycle leaves open to the reader now."""
        return frozenset(acts_open(self.application, self.reader))

    @property
    def is_being_written(self) -> bool:
        """A draft, taken back to amend it, or returned for correction: answers and documents may change."""
        return self.application.status in ("draft", "amending", "returned")

    @property
    def is_with_officers(self) -> bool:
        """An officer has it to work on, so that questions about it can be answered."""
        return self.application.status in WITH_OFFICERS

    @cached_property
    def sections(self) -> "dict[str, SavedSection]":
        """The sections that were saved, by name."""
        return list_sections(self.id)

    @cached_property
    def evidence(self) -> "list[Evidence]":
        """The files that were not removed."""
        return list_evidence(self.id)

    @cached_property
    def version_before(self) -> "FiledVersion | None":
        """The version with which this one is compared, if there is an earlier one."""
        return compared_with(self.application)

    def evidence_for(self, document: str) -> "list[Evidence]":
        """The files for one line of the checklist."""
        return [one for one in self.evidence if one.document == document]

    def is_required(self, document: Document) -> bool:
        """Whether this filing needs the document, also because of its answers or because the office asked for it."""
        asked_for = (*self.application.extra_documents, *self.application.requested_documents)
        return document.required or document.id in asked_for

    @cached_property
    def open_sections(self) -> list[Section]:
        """Sections that are not complete yet."""
        return [
            one for one in self.service.sections if one.id not in self.sections or not self.sections[one.id].complete
        ]

    @cached_property
    def missing_documents(self) -> list[Document]:
        """Required documents without a usable file."""
        there = {one.document for one in self.evidence if one.status in USABLE}
        return [one for one in self.service.documents if self.is_required(one) and one.id not in there]

    @property
    def is_complete(self) -> bool:
        """Whether all that the service asks for is there; the worker's confirmation apart."""
        return not self.open_sections and not self.missing_documents

    @property
    def may_submit(self) -> bool:
        """Whether nothing stands against submitting: complete, and confirmed where that comes first."""
        return self.is_complete and (self.confirmation is not Confirmation.SUBMIT or self.is_confirmed)

    @property
    def is_settling(self) -> bool:
        """Whether a file was received so lately that nobody knows yet if it can be read."""
        return any(one.status == "received" for one in self.evidence)

    @cached_property
    def carried(self) -> "CarriedOver | None":
        """What it took over from an earlier filing, if it did."""
        return find_carried(self.id)

    def is_taken_over(self, section: str) -> bool:
        """Whether a section stands as it was taken over: nobody has saved it since."""
        saved = self.sections.get(section)
        return bool(saved and self.carried and self.carried.sections.get(section) == str(saved.record))

    def is_reused(self, files: "list[Evidence]") -> bool:
        """Whether these files stand for those of an earlier filing."""
        return bool(files and self.carried and {str(one.pk) for one in files} <= {*self.carried.files})

    def why_not_reused(self, document: Document) -> str:
        """Why the earlier filing's file of this document does not stand in this one: a code; empty without a reason."""
        return str(self.carried.left_out.get(document.id, "")) if self.carried else ""

    @cached_property
    def is_confirmed(self) -> bool:
        """Whether the worker confirmed the filing exactly as it stands now."""
        return confirmation_holds(self.application)


def get_filing(request: Request, application: UUID) -> Filing:
    """The application at an address, for its filer or its worker. Raises Http404 for anybody else."""
    try:
        found = get_application(application, seen_by=request.actor)
    except ObjectDoesNotExist:
        raise Http404 from None
    service = get_form(found.service_version, self_filed=found.is_self_filed)
    return Filing(found, service, request.actor)


def get_own_filing(request: Request, application: UUID) -> Filing:
    """As `get_filing`, for the account that files alone."""
    filing = get_filing(request, application)
    if not filing.is_filer:
        raise Http404
    return filing


@dataclass(frozen=True)
class Notice:
    """A notice of hire or exit with its service."""

    notice: "WorkNotice"
    service: Service

    @property
    def id(self) -> UUID:
        """The notice's own id."""
        return self.notice.pk

    @property
    def home(self) -> str:
        """The address of the notice's first page."""
        return f"/notices/{self.id}/"

    @cached_property
    def sections(self) -> "dict[str, SavedSection]":
        """The sections that were saved, by name."""
        return list_sections(self.id)

    @cached_property
    def open_sections(self) -> list[Section]:
        """Sections that are not complete yet."""
        return [
            one for one in self.service.sections if one.id not in self.sections or not self.sections[one.id].complete
        ]

    def is_taken_over(self, section: str) -> bool:
        """A notice begins empty."""
        return False


def get_own_notice(request: Request, notice: UUID) -> Notice:
    """The notice at an address, for the account that files it. Raises Http404 for anybody else."""
    try:
        found = get_notice(notice, seen_by=request.actor)
    except ObjectDoesNotExist:
        raise Http404 from None
    return Notice(found, get_version(found.service_version))


def open_records(request: Request, records: Iterable[UUID | None]) -> dict[UUID, dict[str, Any]]:
    """Open sealed records for the reader: the one call to the vault that a page makes.

    Raises VaultRefused or VaultUnreachable.
    """
    wanted = [record for record in records if record]
    if not wanted:
        return {}
    opened = vault("public").open(token=request.session_token, purpose="own", records=wanted)
    return {UUID(record): value for record, value in opened["records"].items()}


def open_if_there(request: Request, records: Iterable[UUID | None]) -> dict[UUID, dict[str, Any]] | None:
    """As `open_records`; None while the vault is away, for pages that stand without what is sealed.

    Raises VaultRefused.
    """
    try:
        return open_records(request, records)
    except VaultUnreachable:
        return None


def answers_in(filing: "Filing | Notice", opened: dict[UUID, dict[str, Any]]) -> Answers:
    """The opened answers by section; a section that was not opened is empty."""
    return {name: opened.get(saved.record, {}) for name, saved in filing.sections.items()}
