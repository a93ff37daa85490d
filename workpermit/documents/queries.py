"""Reading evidence."""

from collections.abc import Sequence
from uuid import UUID

from workpermit.core.row_query import RowQuery
from workpermit.documents.lifecycle import Status
from workpermit.documents.models import Evidence, Page

# What counts towards a complete filing; the press may still be at work on it.
USABLE = (Status.RECEIVED, Status.WAITING, Status.READY)
_OF_CASE = RowQuery(Evidence, 'WHERE "case" = %s AND status <> %s ORDER BY id')
_PAGES = RowQuery(Page, "WHERE evidence_id = ANY(%s) ORDER BY evidence_id, number")


def list_evidence(case: UUID) -> list[Evidence]:
    """The evidence of a filing that was not removed, in the order of upload."""
    return _OF_CASE(case, Status.REMOVED)


def get_evidence(evidence: UUID) -> Evidence:
    """Raises Evidence.DoesNotExist."""
    return Evidence.objects.get(pk=evidence)


def list_pages(case: UUID) -> list[Page]:
    """The page images of a filing, by evidence and number."""
    return pages_of(list_evidence(case))


def pages_of(evidence: Sequence[Evidence]) -> list[Page]:
    """As `list_pages`, for evidence that is at hand."""
    papers = {one.pk: one for one in evidence}
    pages = _PAGES(list(papers))
    for page in pages:
        page.evidence = papers[page.evidence_id]
    return pages
