"""Reading letters."""

from uuid import UUID

from workpermit.core.row_query import RowQuery
from workpermit.letters.models import Letter

_LETTER = RowQuery(Letter, "WHERE id = %s")


def get_letter(letter: UUID) -> Letter:
    """Raises Letter.DoesNotExist."""
    found = _LETTER(letter)
    if not found:
        raise Letter.DoesNotExist
    return found[0]


def list_letters(root: UUID) -> list[Letter]:
    """The letters about a case, oldest first."""
    return list(Letter.objects.filter(root=root).order_by("queued_at", "id"))
