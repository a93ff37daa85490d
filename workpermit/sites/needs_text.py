"""Words for what a visitor needs at a centre (`appointments/needs.py`)."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workpermit.appointments.needs import Need

NEEDS: dict[str, str | Promise] = {
    Need.WHEELCHAIR: _("comes in a wheelchair"),
    Need.CHILD: _("comes with a child"),
    Need.BURMESE: _("speaks Burmese"),
    Need.KHMER: _("speaks Khmer"),
    Need.LAO: _("speaks Lao"),
    Need.VIETNAMESE: _("speaks Vietnamese"),
    Need.ENGLISH: _("speaks English"),
}


def needs_said(codes: Iterable[str]) -> list[str]:
    """The needs in words, in the reader's language."""
    return [str(NEEDS[code]) for code in codes if code in NEEDS]
