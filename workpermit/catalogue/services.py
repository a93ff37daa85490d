"""Publishing services: a definition becomes a dated version and is never changed again."""

import hashlib
from datetime import datetime

import msgspec
import rfc8785
from django.db import transaction

from workpermit.catalogue import reading
from workpermit.catalogue.consistency import check_service
from workpermit.catalogue.definition import Service
from workpermit.catalogue.models import ServiceVersion
from workpermit.core.errors import RuleBroken


class VersionBeginsTooEarly(RuleBroken):
    """A version cannot begin before the version that it follows."""


def load_catalogue(*, at: datetime) -> list[ServiceVersion]:
    """Publish each service of the release whose content has changed; return the new versions.

    Raises BadCatalogue, and then nothing is published.
    """
    definitions = []
    for path in reading.service_files():
        definition = reading.read_service(path)
        check_service(definition, path.name)
        definitions.append(definition)
    with transaction.atomic():
        return [
            publish_version(definition, valid_from=at, at=at)
            for definition in definitions
            if _newest_hash(definition.id) != content_hash(definition)
        ]


@transaction.atomic
def publish_version(definition: Service, *, valid_from: datetime, at: datetime) -> ServiceVersion:
    """Publish a definition as the next version of its service; the open version ends when it begins.

    Raises BadCatalogue or VersionBeginsTooEarly.
    """
    check_service(definition, definition.id)
    versions = ServiceVersion.objects.filter(service=definition.id)
    # The row lock makes a second publisher wait; the constraint on open versions catches the first of all.
    current = versions.select_for_update().order_by("-number").first()
    if current is not None:
        if valid_from < current.valid_from:
            raise VersionBeginsTooEarly
        versions.filter(pk=current.pk).update(valid_until=valid_from)
    return ServiceVersion.objects.create(
        service=definition.id,
        number=current.number + 1 if current else 1,
        valid_from=valid_from,
        sha256=content_hash(definition),
        definition=msgspec.to_builtins(definition),
        published_at=at,
    )


def content_hash(definition: Service) -> str:
    """SHA-256 of the definition as canonical JSON (RFC 8785), in hex."""
    return hashlib.sha256(rfc8785.dumps(msgspec.to_builtins(definition))).hexdigest()


def _newest_hash(service_id: str) -> str | None:
    newest = ServiceVersion.objects.filter(service=service_id).order_by("-number")
    return newest.values_list("sha256", flat=True).first()
