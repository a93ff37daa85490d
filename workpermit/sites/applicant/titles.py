"""What an application is called in a list of several: the worker's name, where the vault opens it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from workpermit.core.ids import show_number
from workpermit.sealing.client import VaultUnreachable
from workpermit.sites.applicant.filing import open_records
from workpermit.sites.http import Request

if TYPE_CHECKING:
    from workpermit.applications.models import Application

OPENED = 100  # records that the vault opens in one call


def titles_of(request: Request, applications: "Sequence[Application]") -> tuple[dict[UUID, str], bool]:
    """The worker's name of each, its number or that it has none; whether the vault is away, so without the names."""
    labels = [one.label_record for one in applications][:OPENED]
    try:
        opened = open_records(request, labels)
    except VaultUnreachable:
        opened, sealed = {}, True
    else:
        sealed = False
    titles = {}
    for one in applications:
        name = str(opened.get(one.label_record, {}).get("name", "")) if one.label_record else ""
        titles[one.pk] = name or (show_number(one.number) if one.number else _("No name yet"))
    return titles, sealed
