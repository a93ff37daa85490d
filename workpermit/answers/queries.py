"""Reading which sections are answered."""

from uuid import UUID

from workpermit.answers.models import Section
from workpermit.core.row_query import RowQuery

_OF_CASE = RowQuery(Section, 'WHERE "case" = %s')


def list_sections(case: UUID) -> dict[str, Section]:
    """The answered sections of a filing by name."""
    return {section.name: section for section in _OF_CASE(case)}
