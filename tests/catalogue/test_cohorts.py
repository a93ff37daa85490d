"""A cohort is open to the second, moves by a later version, and is never open without dates."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from tests.catalogue import make
from workpermit.catalogue import queries, reading
from workpermit.catalogue.cohorts import Cohort, CohortState
from workpermit.catalogue.models import CohortVersion
from workpermit.catalogue.reading import BadCatalogue
from workpermit.catalogue.services import VersionBeginsTooEarly, load_cohorts, publish_cohort
from workpermit.core.calendar import BANGKOK

JULY = "CR-2026-07-14-LMV"
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LAST = datetime(2026, 12, 11, 16, 30, tzinfo=BANGKOK)
SERVICE = msgspec.structs.replace(make.service(), cohorts=(JULY,))


def cohort(cohort_id: str = JULY) -> Cohort:
    return next(row.cohort for row in reversed(reading.cohorts()) if row.cohort.id == cohort_id)


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (datetime(2026, 9, 8, tzinfo=BANGKOK) - SECOND, CohortState.NOT_YET),
        (datetime(2026, 9, 8, tzinfo=BANGKOK), CohortState.OPEN),
        (LAST - SECOND, CohortState.OPEN),
        (LAST, CohortState.OPEN),
        (LAST + timedelta(milliseconds=999), CohortState.OPEN),
        (LAST + SECOND, CohortState.CLOSED),
    ],
)
def test_the_window_is_open_from_its_first_second_to_its_last(at: datetime, state: CohortState) -> None:
    assert cohort().state(at) is state
    assert cohort().state(at.astimezone(UTC)) is state
    assert cohort().is_open(at) is (state is CohortState.OPEN)


def test_a_cohort_without_dates_is_never_open() -> None:
    for cohort_id in ("CR-2025-12-02-LV-1302", "CR-2025-02-04-KM", "CR-2025-07-22-KHM-BORDER"):
        for at in (datetime(2025, 12, 3, tzinfo=UTC), AT, datetime(2030, 1, 1, tzinfo=UTC)):
            assert cohort(cohort_id).state(at) is CohortState.UNDATED


def test_where_the_first_hour_is_not_known_the_day_of_the_resolution_counts() -> None:
    assert cohort("CR-2025-07-08-MMR").opens_at() == datetime(2025, 7, 8, tzinfo=BANGKOK)


@pytest.mark.django_db
def test_loading_keeps_every_version_with_its_own_date_and_loading_again_changes_nothing() -> None:
    assert len(load_cohorts(at=AT)) == len(reading.cohorts()) == 9
    assert load_cohorts(at=AT) == []

    before = queries.get_cohort("CR-2025-11-11-LMV", datetime(2026, 2, 1, tzinfo=BANGKOK)).definition
    after = queries.get_cohort("CR-2025-11-11-LMV", datetime(2026, 2, 24, tzinfo=BANGKOK)).definition
    assert (before.pay_until, after.pay_until) == (
        datetime(2026, 2, 24, 23, 59, 59, tzinfo=BANGKOK),
        datetime(2026, 3, 31, 23, 59, 59, tzinfo=BANGKOK),
    )
    assert queries.get_cohort(JULY, AT).definition == cohort()
    assert [one.definition.id for one in queries.list_cohorts(AT)] == sorted(
        {row.cohort.id for row in reading.cohorts()}
    )


@pytest.mark.django_db
def test_an_extension_in_the_middle_of_the_run_opens_the_window_again() -> None:
    load_cohorts(at=AT)
    later = msgspec.structs.replace(cohort(), file_until=LAST + timedelta(days=20), pay_until=LAST + timedelta(days=21))
    closed = LAST + timedelta(days=1)
    assert queries.open_cohorts(SERVICE, closed) == []

    publish_cohort(later, valid_from=LAST + timedelta(hours=1), at=AT)

    assert [one.number for one in queries.open_cohorts(SERVICE, closed)] == [2]
    assert queries.open_cohorts(SERVICE, LAST + SECOND) == []
    assert [one.number for one in queries.open_cohorts(SERVICE, LAST)] == [1]
    assert load_cohorts(at=AT) == [], "the release does not take the extension back"


@pytest.mark.django_db
def test_the_cohort_of_a_service_is_the_open_one_or_the_last() -> None:
    load_cohorts(at=AT)
    both = msgspec.structs.replace(SERVICE, cohorts=(JULY, "CR-2025-11-11-LMV"))

    found = queries.cohort_of(both, AT)
    assert found is not None
    assert found.definition.id == JULY
    found = queries.cohort_of(both, LAST + SECOND)
    assert found is not None
    assert found.definition.id == "CR-2025-11-11-LMV"
    assert queries.cohort_of(make.service(), AT) is None
    assert queries.cohorts_of(make.service(), AT) == []


@pytest.mark.django_db
def test_an_unknown_cohort_is_named_as_such() -> None:
    load_cohorts(at=AT)

    with pytest.raises(queries.NoSuchCohort):
        queries.get_cohort("CR-1999", AT)
    with pytest.raises(queries.NoSuchCohort):
        queries.get_cohort(JULY, datetime(2026, 7, 13, tzinfo=UTC))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"pay_until": datetime(2026, 12, 11, 16, 29, tzinfo=BANGKOK)}, "pay_until: lies before file_until"),
        ({"file_from": datetime(2026, 12, 12, tzinfo=BANGKOK)}, "file_until: lies before file_from"),
        ({"permit_until": date(2026, 12, 10)}, "permit_until"),
        ({"nationalities": ("LAO", "ZZZ")}, "there is no ZZZ"),
    ],
)
def test_a_cohort_that_contradicts_itself_is_not_published(changes: dict[str, object], named: str) -> None:
    with pytest.raises(BadCatalogue, match=named):
        publish_cohort(msgspec.structs.replace(cohort(), **changes), valid_from=AT, at=AT)

    assert CohortVersion.objects.count() == 0


@pytest.mark.django_db
def test_a_version_cannot_begin_before_the_one_that_it_follows() -> None:
    load_cohorts(at=AT)

    with pytest.raises(VersionBeginsTooEarly):
        publish_cohort(cohort(), valid_from=datetime(2026, 7, 13, tzinfo=UTC), at=AT)


def test_an_hour_without_its_offset_is_refused() -> None:
    raw = msgspec.to_builtins(cohort())

    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({**raw, "file_until": "2026-12-11T16:30:00"}, Cohort)
