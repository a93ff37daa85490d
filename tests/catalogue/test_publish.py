"""Services become dated versions; a version that cases stand on is never changed."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from django.db import IntegrityError

from tests.catalogue import make, samples
from workpermit.catalogue import queries
from workpermit.catalogue.definition import Certainty, Service, Window
from workpermit.catalogue.models import ServiceVersion
from workpermit.catalogue.reading import BadCatalogue
from workpermit.catalogue.services import VersionBeginsTooEarly, load_catalogue, publish_version

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
LATER = AT + timedelta(days=30)


def shorter() -> Service:
    service = make.service()
    window = Window(2, Certainty.LOW, "for a test")
    return msgspec.structs.replace(service, windows=msgspec.structs.replace(service.windows, filing_fee=window))


def test_loading_publishes_every_service_once() -> None:
    first = load_catalogue(at=AT)
    second = load_catalogue(at=LATER)

    assert [version.service for version in first] == samples.service_ids()
    assert second == []
    assert ServiceVersion.objects.count() == len(samples.service_ids())


def test_a_version_comes_back_as_it_was_published() -> None:
    load_catalogue(at=AT)

    found = queries.get_service("s59_new", AT)

    assert found.definition == make.service()
    assert queries.get_version(found.version_id) == make.service()
    assert [row.definition.id for row in queries.list_catalogue(AT)] == samples.service_ids()


def test_people_are_offered_every_service_whose_group_may_file() -> None:
    load_catalogue(at=AT)

    offered = {row.definition.id for row in queries.list_services(AT)}
    groups = {name for name in samples.service_ids() if samples.service(name).cohorts}
    assert offered | groups == {*samples.service_ids()}
    assert offered & groups == {name for name in groups if queries.open_cohorts(samples.service(name), AT)}


def test_what_an_officer_published_stays_when_the_release_is_loaded_again() -> None:
    load_catalogue(at=AT)
    publish_version(shorter(), valid_from=LATER, at=LATER)

    assert load_catalogue(at=LATER + timedelta(days=1)) == []
    assert queries.get_service("s59_new", LATER + timedelta(days=2)).definition == shorter()


def test_the_day_decides_which_version_holds() -> None:
    load_catalogue(at=AT)
    publish_version(shorter(), valid_from=LATER, at=AT)

    before = queries.get_service("s59_new", LATER - timedelta(seconds=1))
    after = queries.get_service("s59_new", LATER)

    assert (before.number, after.number) == (1, 2)
    assert after.definition == shorter()
    assert before.definition == make.service()
    assert queries.get_version(before.version_id) == make.service()


def test_nothing_is_offered_before_it_begins() -> None:
    load_catalogue(at=AT)

    assert queries.list_services(AT - timedelta(seconds=1)) == []
    with pytest.raises(queries.NoSuchService):
        queries.get_service("s59_new", AT - timedelta(seconds=1))
    with pytest.raises(queries.NoSuchService):
        queries.get_service("s99", AT)


def test_a_version_cannot_begin_before_its_predecessor() -> None:
    load_catalogue(at=AT)

    with pytest.raises(VersionBeginsTooEarly):
        publish_version(shorter(), valid_from=AT - timedelta(days=1), at=AT)


def test_a_definition_with_a_mistake_is_not_published() -> None:
    with pytest.raises(BadCatalogue):
        publish_version(msgspec.structs.replace(make.service(), reasons=()), valid_from=AT, at=AT)

    assert ServiceVersion.objects.count() == 0


def test_the_database_holds_one_open_version_of_a_service() -> None:
    load_catalogue(at=AT)

    with pytest.raises(IntegrityError, match="one_open_ended_version_of_a_service"):
        ServiceVersion.objects.create(
            service="s59_new", number=9, valid_from=AT, sha256="", definition={}, published_at=AT
        )


def test_places_are_found_by_code() -> None:
    assert queries.office_for("74").code == "O-74"
    assert queries.office_for("10").code == "O-10"
    assert queries.get_centre("SKN-SC-L-001").size == "L"
    assert len(queries.list_centres()) == 45
    for ask in (queries.office_for, queries.get_centre, queries.get_office, queries.get_province):
        with pytest.raises(queries.NoSuchPlace):
            ask("nowhere")
