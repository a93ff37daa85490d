"""Each submission is kept as a version of its own; the earlier records stay."""

import pytest
from django.db import IntegrityError

from tests import make
from workpermit.answers.queries import list_sections
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application, FiledVersion
from workpermit.applications.queries import compared_with
from workpermit.documents.queries import list_evidence
from workpermit.documents.services import remove_evidence
from workpermit.sealing.models import SealedRecord

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


def test_what_is_submitted_is_the_first_version() -> None:
    application = make.application(status=Status.SUBMITTED)

    version = FiledVersion.objects.get()

    assert (version.application, version.number, version.filed_at) == (application.pk, 1, application.submitted_at)
    assert version.sections == {name: str(one.record) for name, one in list_sections(application.pk).items()}
    assert version.papers == {str(one.pk): one.document for one in list_evidence(application.pk)}
    assert compared_with(application) is None


def test_a_correction_is_the_next_one_and_the_earlier_records_stay() -> None:
    application = make.application(status=Status.RETURNED)
    [first] = FiledVersion.objects.all()
    assert compared_with(application) == first
    make.answer_again(application, "job")
    removed = list_evidence(application.pk)[0]
    remove_evidence(removed, by=make.APPLICANT, at=make.NOON)
    make.hand_in_documents(application)
    make.confirm(application)
    application = Application.objects.get(pk=application.pk)

    services.resubmit_application(application=application, method="passkey", by=make.APPLICANT, at=make.NOON)

    second = FiledVersion.objects.get(number=2)
    assert second.sections["job"] != first.sections["job"]
    assert second.sections["worker"] == first.sections["worker"]
    assert str(removed.pk) in first.papers.keys() - second.papers.keys()
    assert SealedRecord.objects.filter(pk=first.sections["job"]).exists()
    assert compared_with(application) == first


def test_a_version_has_its_number_once() -> None:
    application = make.application(status=Status.SUBMITTED)
    same = FiledVersion(application=application.pk, number=1, filed_at=make.NOON, sections={}, papers={})

    with pytest.raises(IntegrityError, match="versions_of_an_application_have_numbers"):
        FiledVersion.objects.bulk_create([same])
