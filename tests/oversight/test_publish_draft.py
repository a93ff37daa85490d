"""Publishing: by a second officer, from a moment on, once; cases keep the version they have."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import ProgrammingError

from tests import make as cases
from tests.make import NOON, REGISTRAR
from tests.oversight.make import OFFICER, SECOND, changed, draft, fee, publish
from workpermit.casework.lifecycle import WrongRole, WrongStatus
from workpermit.casework.models import AuditEntry
from workpermit.catalogue.models import ServiceVersion
from workpermit.catalogue.queries import get_service, holidays
from workpermit.catalogue.services import VersionBeginsTooEarly, load_calendar
from workpermit.core.ids import uuid7
from workpermit.oversight import rules, services
from workpermit.oversight.lifecycle import Status
from workpermit.oversight.models import Draft
from workpermit.oversight.subjects import Kind
from workpermit.zones.logins import GOVERNMENT

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_a_second_officer_publishes_and_the_new_version_holds_from_now_on() -> None:
    published = draft(status=Status.PUBLISHED)

    now = get_service("s59_new", NOON)
    assert (now.version_id, now.number) == (published.version, 2)
    assert next(one.satang for one in now.definition.fees if one.id == "filing") == 20_000
    entry = AuditEntry.objects.get(root=published.pk, act="publish_draft")
    assert (entry.actor, entry.role) == (SECOND.id, "policy_officer")


def test_it_holds_from_its_start_and_not_before() -> None:
    proposed = draft(status=Status.PROPOSED)

    services.publish_draft(draft=proposed.pk, valid_from=NOON + HOUR, by=SECOND, at=NOON)

    assert [get_service("s59_new", NOON + n * HOUR / 2).number for n in range(4)] == [1, 1, 2, 2]


def test_a_start_in_the_past_is_refused() -> None:
    proposed = draft(status=Status.PROPOSED)

    with pytest.raises(rules.BeginsInThePast):
        services.publish_draft(draft=proposed.pk, valid_from=NOON - HOUR, by=SECOND, at=NOON)


def test_the_author_does_not_publish_neither_by_the_program_nor_in_the_table() -> None:
    proposed = draft(status=Status.PROPOSED)

    with pytest.raises(rules.SecondOfficerNeeded):
        services.publish_draft(draft=proposed.pk, valid_from=None, by=OFFICER, at=NOON)
    with pytest.raises(IntegrityError, match="second_officer"), transaction.atomic():
        Draft.objects.filter(pk=proposed.pk).update(published_by=OFFICER.id)
    with pytest.raises(WrongRole):
        services.publish_draft(draft=proposed.pk, valid_from=None, by=REGISTRAR, at=NOON)


def test_what_was_not_proposed_is_not_published() -> None:
    with pytest.raises(WrongStatus):
        services.publish_draft(draft=draft(status=Status.TRIED).pk, valid_from=None, by=SECOND, at=NOON)


def test_a_draft_of_an_older_version_is_not_published() -> None:
    older = draft(status=Status.PROPOSED)
    draft(status=Status.PUBLISHED)

    with pytest.raises(rules.BaseIsOutdated):
        services.publish_draft(draft=older.pk, valid_from=None, by=SECOND, at=NOON)
    assert ServiceVersion.objects.filter(service="s59_new").count() == 2


def test_a_version_cannot_overtake_one_that_is_still_to_begin() -> None:
    first = draft()
    publish(Kind.SERVICE, "s59_new", fee(first, 100), valid_from=NOON + HOUR)
    second = draft()
    changed(second, fee(second, 200))

    with pytest.raises(VersionBeginsTooEarly):
        publish(Kind.SERVICE, "s59_new", fee(second, 300), valid_from=NOON + HOUR / 2)


@pytest.mark.usefixtures("objects")
def test_an_application_keeps_the_version_under_which_it_was_begun() -> None:
    begun = cases.application()
    was = begun.service_version

    draft(status=Status.PUBLISHED)

    assert cases.application(status="submitted").service_version != was
    begun.refresh_from_db()
    assert begun.service_version == was


def test_a_new_calendar_moves_what_is_counted_from_then_on() -> None:
    load_calendar(at=NOON - HOUR)
    begun = draft(Kind.CALENDAR, "calendar")
    day = {"day": "2031-05-06", "name": {"th": "วันหยุดพิเศษ", "en": "Special holiday"}}

    publish(Kind.CALENDAR, "calendar", {"holidays": [*begun.definition["holidays"], day]}, valid_from=NOON + HOUR)

    assert [date(2031, 5, 6) in holidays(NOON + n * HOUR) for n in range(3)] == [False, True, True]


@contextmanager
def as_government() -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {GOVERNMENT}")
        yield
        cursor.execute("RESET ROLE")


def test_the_governments_login_publishes_what_two_officers_agreed_on() -> None:
    proposed = draft(status=Status.PROPOSED)

    with as_government():
        services.publish_draft(draft=proposed.pk, valid_from=None, by=SECOND, at=NOON)

    assert get_service("s59_new", NOON).number == 2


def test_the_database_refuses_that_login_any_other_version() -> None:
    published = draft(status=Status.PUBLISHED)
    row = ServiceVersion.objects.get(pk=published.version)
    row.pk, row.number, row.valid_until = uuid7(), 3, NOON + HOUR

    with pytest.raises(ProgrammingError, match="no published draft says this"), as_government():
        ServiceVersion.objects.bulk_create([row])
    with pytest.raises(ProgrammingError, match="permission denied"), as_government():
        ServiceVersion.objects.filter(service="s59_new").update(definition={})
