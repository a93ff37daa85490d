"""Keeping what was handed in: the sealed records of each version stay, and so does the list of them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from workpermit.answers.models import Section
from workpermit.applications.models import FiledVersion
from workpermit.core.ids import uuid7
from workpermit.documents.models import Evidence
from workpermit.documents.queries import USABLE


def keep_version(
    application: UUID, sections: Mapping[str, Section], evidence: Iterable[Evidence], *, at: datetime
) -> FiledVersion:
    """Note which records and files make up an application that is being handed in, as its next version."""
    earlier = FiledVersion.objects.filter(application=application).count()
    version = FiledVersion(
        id=uuid7(),
        application=application,
        number=earlier + 1,
        filed_at=at,
        sections={name: str(section.record) for name, section in sections.items()},
        papers={str(one.pk): one.document for one in evidence if one.status in USABLE},
    )
    FiledVersion.objects.bulk_create([version])
    return version
