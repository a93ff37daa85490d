"""Reading identity checks."""

from uuid import UUID

from workpermit.identity.models import IdentityCheck


def list_identity_checks(application: UUID) -> list[IdentityCheck]:
    """The checks at counters, newest first."""
    return list(IdentityCheck.objects.filter(application=application).order_by("-id"))


def reasons() -> list[tuple[str, str]]:
    """Why an identity may not be confirmed: code and label."""
    return list(IdentityCheck.Reason.choices)
