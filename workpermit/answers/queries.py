"""Reading which sections are answered."""

from uuid import UUID

from workpermit.answers.models import Section


def list_sections(case: UUID) -> dict[str, Section]:
    """The answered sections of a filing by name."""
    return {section.name: section for section in Section.objects.filter(case=case)}
