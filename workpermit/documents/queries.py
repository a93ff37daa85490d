"""Reading evidence."""

from typing import NamedTuple
from uuid import UUID

from workpermit.core.part_query import PartQuery
from workpermit.core.row_query import RowQuery
from workpermit.documents.lifecycle import Status
from workpermit.documents.models import Evidence, Page

# What counts towards a complete filing; the press may still be at work on it.
USABLE = (Status.RECEIVED, Status.WAITING, Status.READY)
_OF_CASE = RowQuery(Evidence, 'WHERE "case" = %s AND status <> %s ORDER BY id')
_PAGES = RowQuery(Page, "WHERE evidence_id = ANY(%s) ORDER BY evidence_id, number")


class Pressed(NamedTuple):
    """One uploaded file as officers see it: the sealed records of its page images, or why there are none."""

    document: str
    scan: str
    problem: str
    pages: list[UUID]


_PRESSED = PartQuery(
    Pressed,
    """
    SELECT e.document, e.scan, e.problem,
        coalesce(array_agg(p.record ORDER BY p.number) FILTER (WHERE p.record IS NOT NULL), '{}')
    FROM documents_evidence e LEFT JOIN documents_page p ON p.evidence_id = e.id
    WHERE e."case" = %s AND e.status <> %s GROUP BY e.id ORDER BY e.id
    """,
)


def list_evidence(case: UUID) -> list[Evidence]:
    """The evidence of a filing that was not removed, in the order of upload."""
    return _OF_CASE(case, Status.REMOVED)


def get_evidence(evidence: UUID) -> Evidence:
    """Raises Evidence.DoesNotExist."""
    return Evidence.objects.get(pk=evidence)


def list_pages(case: UUID) -> list[Page]:
    """The page images of a filing, by evidence and number."""
    papers = {one.pk: one for one in list_evidence(case)}
    pages = _PAGES(list(papers))
    for page in pages:
        page.evidence = papers[page.evidence_id]
    return pages


def list_pressed(case: UUID) -> list[Pressed]:
    """The evidence of a filing that was not removed with its page images, in the order of upload."""
    return _PRESSED(case, Status.REMOVED)
