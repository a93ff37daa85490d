"""Answers are sealed; only the few facts that routing needs stay readable."""

import pytest

from tests import make
from workpermit.answers.queries import list_sections
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.applications.rules import NotOpenToChange, NotTheFiler
from workpermit.catalogue.forms import Cleaned
from workpermit.core.actors import Actor
from workpermit.sealing.models import SealedRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def save(
    application: Application,
    section: str,
    changes: dict[str, str] | None = None,
    *,
    by: Actor = make.APPLICANT,
    seen_version: int = 0,
) -> Cleaned:
    return services.save_answers(
        application=application,
        section=section,
        posted=make.ANSWERS[section] | (changes or {}),
        seen_version=seen_version,
        by=by,
        at=make.NOON,
    )


def test_routing_reads_place_work_and_nationality_and_nothing_else() -> None:
    application = make.application()

    make.answer_all(application)

    kept = Application.objects.get(pk=application.pk)
    assert (kept.office, kept.province, kept.nationality, kept.occupation, kept.months) == (
        "O-10", "10", "MMR", "2152", 12,
    )  # fmt: skip


def test_what_was_typed_is_not_found_in_any_column() -> None:
    application = make.application()

    make.answer_all(application)

    row = repr(Application.objects.filter(pk=application.pk).values().get())
    sealed = b"".join(bytes(record.body) + bytes(record.header) for record in SealedRecord.objects.all())
    for canary in ("ERIKSSON", "L898902C3", "anna@example.com", "0105530000125"):
        assert canary not in row
        assert canary.encode() not in sealed


def test_an_answer_that_asks_for_another_paper_adds_it_to_the_checklist() -> None:
    application = make.application()

    save(application, "employer", {"acting_as": "representative"})
    assert Application.objects.get(pk=application.pk).extra_documents == ["power_of_attorney"]

    save(application, "employer", seen_version=1)
    assert Application.objects.get(pk=application.pk).extra_documents == []


def test_a_submitted_application_is_not_changed() -> None:
    application = make.application(status=Status.SUBMITTED)

    with pytest.raises(NotOpenToChange):
        save(application, "job", seen_version=1)


def test_a_returned_application_is_open_to_correction() -> None:
    application = make.application(status=Status.RETURNED)

    assert save(application, "job", {"wage": "99000"}, seen_version=1).complete


def test_the_worker_does_not_write_the_employers_answers() -> None:
    application = make.complete(make.application())

    with pytest.raises(NotTheFiler):
        save(application, "job", by=make.WORKER, seen_version=1)


@pytest.mark.parametrize(
    ("section", "wrong"),
    [
        ("job", {"months": "a year or so"}),
        ("job", {"months": "-1"}),
        ("job", {"months": "99999999"}),
        ("job", {"occupation": "an occupation that nobody lists"}),
        ("worker", {"nationality": "Atlantis"}),
        ("worker", {"birth_date": "1990-02-30"}),
        ("workplace", {"province": "Bangkok"}),
        ("workplace", {"province": "999"}),
        ("employer", {"acting_as": "somebody else"}),
    ],
)
def test_a_wrong_answer_is_kept_and_routes_nothing(section: str, wrong: dict[str, str]) -> None:
    application = make.application()

    cleaned = save(application, section, wrong)

    kept = Application.objects.get(pk=application.pk)
    assert not cleaned.complete
    assert list_sections(application.pk)[section].problems == 1
    assert not set(wrong.values()) & {kept.nationality, kept.occupation, kept.province, str(kept.months)}
