"""Every notice of the catalogue, from its form to the acknowledgement that the State owes at once."""

from datetime import timedelta

import pytest

from tests.catalogue import samples
from tests.make import APPLICANT, NOON, service
from workpermit.catalogue.kinds import Basis
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import uuid7
from workpermit.work_notices import services
from workpermit.work_notices.lifecycle import Status
from workpermit.work_notices.models import WorkNotice
from workpermit.work_notices.queries import get_notice

pytestmark = pytest.mark.django_db

NOTICES = [name for name in samples.service_ids() if samples.service(name).kind == "notice"]
TODAY = bangkok_date(NOON)


def answered(service_id: str, **changes: dict[str, str]) -> WorkNotice:
    """A draft with every section answered as somebody types it."""
    draft = services.start_notice(service=service(service_id), subject=uuid7(), by=APPLICANT, at=NOON)
    for section, posted in samples.sample_answers(service_id, today=TODAY, **changes).items():
        cleaned = services.save_notice_answers(
            notice=draft, section=section, posted=posted, seen_version=0, by=APPLICANT, at=NOON
        )
        assert cleaned.complete, (section, cleaned.errors)
    return get_notice(draft.pk, seen_by=APPLICANT)


def acknowledged(service_id: str, **changes: dict[str, str]) -> WorkNotice:
    """Filed, and acknowledged as the worker's task does with what the vault signs."""
    notice = services.file_notice(notice=answered(service_id, **changes), by=APPLICANT, at=NOON)
    services.acknowledge_notice(notice=notice, receipt="header.payload.signature", at=NOON)
    return get_notice(notice.pk, seen_by=APPLICANT)


def basis_of(service_id: str) -> dict[str, dict[str, str]]:
    """What names the first notice where a service extends one."""
    if samples.service(service_id).basis is not Basis.NOTICE:
        return {}
    first = acknowledged("s61_notify")
    assert first.until_on is not None
    last = first.until_on + timedelta(days=15)
    days = {"first_until": first.until_on.isoformat(), "until": last.isoformat()}
    return {"extension": {"number": str(first.number), **days}}


def test_the_catalogue_has_the_seven_notices() -> None:
    wanted = ["s13_exit", "s13_hire", "s43_delivery", "s50_refuse", "s61_extend", "s61_notify", "s64_2_worker"]

    assert sorted(NOTICES) == wanted


@pytest.mark.parametrize("service_id", NOTICES)
def test_a_notice_goes_from_its_form_to_the_acknowledgement(service_id: str) -> None:
    notice = acknowledged(service_id, **basis_of(service_id))

    assert (notice.status, notice.service) == (Status.ACKNOWLEDGED, service_id)
    assert notice.number is not None
    assert notice.event_on is not None
    assert notice.due_on is not None
    assert notice.receipt


@pytest.mark.parametrize("service_id", NOTICES)
def test_the_legal_clock_counts_from_the_day_that_the_form_asks(service_id: str) -> None:
    clock = samples.service(service_id).deadline
    assert clock is not None

    notice = answered(service_id, **basis_of(service_id))

    assert notice.event_on is not None
    assert notice.due_on is not None
    if clock.days == 0:
        assert notice.due_on == notice.event_on
    else:
        assert notice.due_on >= notice.event_on + timedelta(days=clock.days)
