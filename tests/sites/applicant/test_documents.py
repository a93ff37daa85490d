"""Uploads: each refusal says what to do, and nothing is kept of a refused file."""

import pytest
from django.test import Client

from tests.sites.applicant.portal import Portal, words
from tests.sites.staff import picture
from workpermit.documents.models import Evidence

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n"


def test_a_file_is_received_and_counts(portal: Portal):
    assert portal.begin().upload("passport")["Location"] == f"{portal.home}documents/passport/"

    assert Evidence.objects.get().status == "received"
    assert "Received, being checked" in words(portal.employer.get(portal.home))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The selected file is empty"),
        (b"MZ\x90\x00" + b"\0" * 100, "PDF, JPEG"),
        (PDF + b"/Encrypt 5 0 R", "password"),
        (b"\xff\xd8\xff" + b"\0" * (11 * 1024 * 1024), "MB"),
    ],
    ids=["empty", "renamed program", "password", "too large"],
)
def test_a_file_that_cannot_be_used_is_refused_with_what_to_do(portal: Portal, content: bytes, says: str):
    answer = portal.begin().upload("passport", content, "scan.pdf")

    assert answer.status_code == 422
    assert says.lower() in words(answer).lower()
    assert not Evidence.objects.exists()


def test_a_photograph_is_no_pdf(portal: Portal):
    assert portal.begin().upload("photo", PDF, "photo.pdf").status_code == 422


def test_without_a_file_the_page_asks_for_one(portal: Portal):
    answer = portal.begin().employer.post(f"{portal.home}documents/passport/")

    assert "Choose a file first" in words(answer)


def test_a_body_of_30_megabytes_is_refused_before_it_is_kept(portal: Portal):
    answer = portal.begin().upload("passport", b"\xff\xd8\xff" + b"\0" * (30 * 1024 * 1024))

    assert answer.status_code == 413
    assert "This file is too large" in words(answer)
    assert not Evidence.objects.exists()


def test_an_upload_without_the_forms_own_token_is_refused(portal: Portal):
    portal.begin()
    strict = Client(enforce_csrf_checks=True, HTTP_HOST="applicant.localhost:8400")
    strict.cookies = portal.employer.cookies

    answer = strict.post(f"{portal.home}documents/passport/", {"x": "y"})

    assert answer.status_code == 403


def test_a_file_can_be_taken_out_again(portal: Portal):
    portal.begin().upload("passport")
    evidence = Evidence.objects.get()

    portal.employer.post(f"{portal.home}documents/passport/files/{evidence.pk}/remove/")
    portal.employer.post(f"{portal.home}documents/passport/files/{evidence.pk}/remove/")

    evidence.refresh_from_db()
    assert evidence.status == "removed"
    assert "Not added yet" in words(portal.employer.get(portal.home))


def test_several_files_may_answer_one_line(portal: Portal):
    portal.begin().upload("education")
    portal.upload("education", picture("another one"))

    assert "File 2" in words(portal.employer.get(f"{portal.home}documents/education/"))


def test_a_representative_must_add_the_power_of_attorney(portal: Portal):
    portal.begin().answer("employer", acting_as="representative")

    page = words(portal.employer.get(portal.home))

    assert "of 11 tasks done" in page
