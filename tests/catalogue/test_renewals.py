"""Which service renews a permit, from which day, and when its parties are reminded."""

from datetime import date

import pytest

from tests import make
from tests.catalogue import samples
from workpermit.catalogue import renewals as slice_of
from workpermit.catalogue.definition import Certainty
from workpermit.catalogue.reading import BadCatalogue
from workpermit.catalogue.renewals import find_renewal, reminders, renewals

END = date(2027, 12, 14)


@pytest.fixture
def written(tmp_path, monkeypatch):
    """Puts a file in the place of the release's own."""
    text = (slice_of.HERE / "renewals.toml").read_text(encoding="utf-8")
    (tmp_path / "services").symlink_to(slice_of.HERE / "services")
    monkeypatch.setattr(slice_of, "HERE", tmp_path)

    def write(old: str, new: str) -> None:
        assert old in text
        (tmp_path / "renewals.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
        renewals.cache_clear()

    yield write
    renewals.cache_clear()


def test_the_days_of_the_reminders_are_data_with_their_certainty():
    assert reminders().days == (90, 60, 30, 14, 7)
    assert reminders().certainty is Certainty.LOW


@pytest.mark.parametrize(
    ("left", "due"),
    [
        (91, None),
        (90, 90),
        (61, 90),
        (60, 60),
        (31, 60),
        (30, 30),
        (15, 30),
        (14, 14),
        (8, 14),
        (7, 7),
        (0, 7),
        (-1, None),
    ],
)
def test_of_the_days_that_have_come_only_the_nearest_to_the_end_is_due(left, due):
    assert reminders().nearest(left) == due


@pytest.mark.django_db
def test_a_permit_is_renewed_by_the_service_that_the_file_names_and_its_window_is_counted_from_the_last_day():
    make.service("s59_renew")

    found = find_renewal("s59_new", END, make.NOON)

    assert found is not None
    assert found.service.id == "s59_renew"
    assert found.opens_on == date(2027, 8, 16)
    assert found.certainty is Certainty.LOW, "no text of law was found for the day"


@pytest.mark.django_db
def test_a_service_that_names_no_day_has_no_opening():
    make.service("s62_boi_renew")

    found = find_renewal("s62_boi_new", END, make.NOON)

    assert found is not None
    assert found.opens_on is None


@pytest.mark.django_db
def test_nobody_says_which_service_renews_a_permit_that_a_change_or_a_cohort_gave():
    make.service()

    assert find_renewal("change_items", END, make.NOON) is None
    assert find_renewal("s63_2_cr_20251111", END, make.NOON) is None


@pytest.mark.django_db
def test_a_service_that_is_not_published_yet_renews_nothing():
    assert find_renewal("s59_new", END, make.NOON) is None


def test_every_permit_is_renewed_by_a_renewal():
    assert {samples.service(row.by).kind for row in renewals().renewed} == {"renewal"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[90, 60,", "[60, 90,", "longest first"),
        ("14, 7]", "14, 0]", "longest first"),
        ('by = "s59_renew"', 'by = "s59_again"', "s59_again"),
        ('"s63_new", ', '"s59_new", "s63_new", ', "one service"),
        ("[opening]", "[openings]", "renewals.toml"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(written, old, new, said):
    written(old, new)

    with pytest.raises(BadCatalogue, match=said):
        renewals()
