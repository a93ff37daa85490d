"""Reading letters."""

from uuid import UUID

from workpermit.letters.models import Letter


def get_letter(letter: UUID) -> Letter:
    """Raises Letter.DoesNotExist."""
    return Letter.objects.get(pk=letter)


def list_letters(root: UUID) -> list[Letter]:
    """The letters about a case, oldest first."""
    return list(Letter.objects.filter(root=root).order_by("queued_at", "id"))
