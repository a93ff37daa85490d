"""What a recommendation or decision must have."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from workpermit.answers.queries import sealed_sections
from workpermit.applications.models import FiledVersion
from workpermit.catalogue.definition import ReasonUse, Service
from workpermit.core.errors import RuleBroken
from workpermit.decisions.models import Outcome, Return
from workpermit.documents.queries import USABLE, list_evidence

MISSING = "documents_missing"  # the reason that goes with the names of the documents


class ReasonMissing(RuleBroken):
    """A refusal or a return must say why, because the applicant may answer it."""


class UnknownReason(RuleBroken):
    """The reason is not one that the catalogue lists for this use."""


class DocumentsNotNamed(RuleBroken):
    """A return because of missing documents names each of them, as the checklist does."""


class DocumentIsThere(RuleBroken):
    """Only a document without a usable file can be asked for as missing."""


class DocumentsAskedForBefore(RuleBroken):
    """Missing documents are asked for all at once, and never again (Licensing Facilitation Act B.E. 2558)."""


class WrongProposal(RuleBroken):
    """The prepared decision is for another application, another outcome or another registrar."""


class ProposalExpired(RuleBroken):
    """The prepared decision is too old to be signed; prepare it again."""


class NotAsFiled(RuleBroken):
    """Only what was handed in, and checked since then, is decided."""


def check_as_filed(application: UUID, records: Iterable[UUID]) -> None:
    """Whether the answers, and the `records` of the dossier, are those of the version that was handed in last.

    The lifecycle has the automatic checks run after each handing in, so that version is what they saw. An
    application that was handed in before versions were kept has none to compare with. Raises NotAsFiled.
    """
    version = FiledVersion.objects.filter(application=application).order_by("-number").first()
    if version is None:
        return
    stand = {name: str(section.record) for name, section in sealed_sections(application).items()}
    if stand != version.sections or not set(stand.values()) <= {str(record) for record in records}:
        raise NotAsFiled


def check_reasons(service: Service, use: ReasonUse, reasons: Sequence[str]) -> None:
    """Raises ReasonMissing or UnknownReason."""
    if not reasons:
        raise ReasonMissing
    known = {reason.code for reason in service.reasons_for(use)}
    if not set(reasons) <= known:
        raise UnknownReason


def check_words(outcome: str, words: str) -> None:
    """A refusal is in the registrar's own words too; an appeal is judged on them."""
    if outcome == Outcome.REFUSED and not words.strip():
        raise ReasonMissing


def check_missing(application: UUID, service: Service, reasons: Sequence[str], documents: Sequence[str]) -> None:
    """Whether these documents may be asked for, and this is the first time that any are.

    Raises DocumentsNotNamed, DocumentIsThere or DocumentsAskedForBefore.
    """
    if bool(documents) != (MISSING in reasons) or not set(documents) <= {one.id for one in service.documents}:
        raise DocumentsNotNamed
    if not documents:
        return
    if Return.objects.filter(application=application, asks_for_documents=True).exists():
        raise DocumentsAskedForBefore
    if set(documents) & {one.document for one in list_evidence(application) if one.status in USABLE}:
        raise DocumentIsThere
