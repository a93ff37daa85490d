"""Reading evidence."""

from uuid import UUID

from workpermit.core.row_query import RowQuery
from workpermit.documents.lifecycle import Status
from workpermit.documents.models import Evidence, Page

# What counts towards a complete filing; the press may still be at work on it.
USABLE = (Status.RECEIVED, Status.WAITING, Status.READY)
_OF_CASE = RowQuery(Evidence, 'WHERE "case" = %s AND status <> %s ORDER BY id')


def list_evidence(case: UUID) -> list[Evidence]:
    """The evidence of a filing that was not removed, in the order of upload."""
    return _OF_CASE(case, Status.REMOVED)


def get_evidence(evidence: UUID) -> Evidence:
    """Raises Evidence.DoesNotExist."""
    return Evidence.objects.get(pk=evidence)


def list_pages(case: UUID) -> list[Page]:
    """The page images of a filing, by evidence and number."""
    pages = Page.objects.filter(evidence__case=case).exclude(evidence__status=Status.REMOVED)
    return list(pages.select_related("evidence").order_by("evidence_id", "number"))
