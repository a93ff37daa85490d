"""Reading which sections are answered."""

from typing import NamedTuple
from uuid import UUID

from workpermit.answers.models import Section
from workpermit.core.part_query import PartQuery
from workpermit.core.row_query import RowQuery


class Sealed(NamedTuple):
    """A section by name, and the record that holds its answers."""

    name: str
    record: UUID


_OF_CASE = RowQuery(Section, 'WHERE "case" = %s')
_RECORDS = PartQuery(Sealed, 'SELECT name, record FROM answers_section WHERE "case" = %s')


def list_sections(case: UUID) -> dict[str, Section]:
    """The answered sections of a filing by name."""
    return {section.name: section for section in _OF_CASE(case)}


def sealed_sections(case: UUID) -> dict[str, Sealed]:
    """As `list_sections`, no more than where the answers lie."""
    return {section.name: section for section in _RECORDS(case)}
