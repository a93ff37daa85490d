"""Keeping what was handed in: the sealed records of each version stay, and so does the list of them."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from workpermit.answers.models import Section
from workpermit.core.ids import uuid7
from workpermit.core.ready_sql import change
from workpermit.documents.models import Evidence
from workpermit.documents.queries import USABLE

# Counted and written by one statement; two at once would get the same number, which a constraint refuses.
_KEEP = """
INSERT INTO applications_filedversion (id, application, number, filed_at, sections, papers)
SELECT %s, %s, count(*) + 1, %s, %s, %s FROM applications_filedversion WHERE application = %s
"""


def keep_version(
    application: UUID, sections: Mapping[str, Section], evidence: Iterable[Evidence], *, at: datetime
) -> None:
    """Note which records and files make up an application that is being handed in, as its next version."""
    records = json.dumps({name: str(section.record) for name, section in sections.items()})
    papers = json.dumps({str(one.pk): one.document for one in evidence if one.status in USABLE})
    change(_KEEP, [uuid7(), application, at, records, papers, application])
