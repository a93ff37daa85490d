"""The portal follows the route of a service: who files and signs, which stations there are, a letter at the end."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from tests import make
from tests.catalogue import samples
from tests.services.drive import Drive, name_in
from tests.sites.applicant.portal import tree, words
from tests.sites.conftest import browser
from tests.sites.staff import Stage
from tests.vault.routes import with_passkey
from tests.vault.world import Person
from workpermit.answers.queries import list_sections
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.core.calendar import bangkok_date, show_date
from workpermit.permits.models import Approval


def begin(client: Client, service: str, filer: str = "") -> Any:
    make.service(service)
    page = tree(client.get(f"/services/{service}/start/"))
    ticket = page.xpath("//input[@name='ticket']/@value")[0]
    return client.post(f"/services/{service}/start/", {"ticket": ticket} | ({"filer": filer} if filer else {}))


def steps(client: Client, home: str) -> list[str]:
    """The stations on a page, as they are read."""
    found = tree(client.get(home)).xpath("//ol[contains(@class, 'steps')]/li")
    return [" ".join(one.text_content().split()) for one in found]


def sign(stage: Stage, client: Client, person: Person, home: str) -> Any:
    """Press “Sign and submit”, sign, and come back."""
    answer = client.post(f"{home}confirm/")
    request = answer["Location"].split("/confirm/")[1].split("/")[0]
    asked = stage.world.ask("signin", "confirmation", request=request)
    assertion = person.authenticator.get(settings.SITES["signin"], asked["challenge"], asked["credentials"])
    stage.world.ask("signin", "finish_confirmation", request=request, assertion=assertion)
    return client.get(f"{home}confirmed/")


def own(stage: Stage, service: str = "s63_new", filer: str = "") -> tuple[Client, Person, Application]:
    """A worker at the portal with an own filing that is complete."""
    person = with_passkey(stage.world, name=name_in(service))
    client = stage.browser(person, "applicant")
    home = begin(client, service, filer)["Location"]
    draft = Application.objects.get(pk=UUID(home.split("/")[2]))
    make.answer_all(draft, stage.at)
    make.hand_in_documents(draft, stage.at)
    return client, person, draft


def test_a_service_that_both_file_asks_for_whom(stage: Stage) -> None:
    client = stage.browser(stage.world.applicant(), "applicant")

    answer = begin(client, "change_items")

    assert answer.status_code == 422
    assert "Choose for whom you file" in words(answer)


def test_a_service_that_only_workers_file_asks_nobody(stage: Stage) -> None:
    client, person, draft = own(stage)

    assert draft.worker_account == draft.filing_account == person.account
    assert client.get(f"/applications/{draft.pk}/").status_code == 200


def test_who_files_for_a_worker_is_not_the_worker(stage: Stage) -> None:
    client = stage.browser(stage.world.applicant(), "applicant")

    home = begin(client, "change_items", "other")["Location"]

    assert Application.objects.get(pk=UUID(home.split("/")[2])).worker_account is None


def test_who_files_for_himself_is_asked_for_no_invitation(stage: Stage) -> None:
    client, _, draft = own(stage, "change_items", "self")

    page = words(client.get(f"/applications/{draft.pk}/"))

    assert "Sign and submit" in page
    assert "Ask the worker to confirm" not in page
    assert client.get(f"/applications/{draft.pk}/invitation/").status_code == 409


def test_one_signature_confirms_and_submits(stage: Stage) -> None:
    client, person, draft = own(stage)
    home = f"/applications/{draft.pk}/"
    assert "Sign and submit" in words(client.get(f"{home}check/"))

    answer = sign(stage, client, person, home)

    assert answer["Location"] == f"{home}submitted/"
    kept = Application.objects.get(pk=draft.pk)
    assert kept.status == Status.SUBMITTED
    assert kept.confirmed_at is not None
    assert steps(client, home)[0].startswith("Signed and submitted")


def test_coming_back_without_a_signature_submits_nothing(stage: Stage) -> None:
    client, _, draft = own(stage)

    answer = client.get(f"/applications/{draft.pk}/confirmed/")

    assert answer["Location"] == f"/applications/{draft.pk}/check/"
    assert Application.objects.get(pk=draft.pk).status == Status.DRAFT


def test_a_change_after_signing_is_not_submitted(stage: Stage) -> None:
    """The vault signed other records than those that are there now."""
    client, person, draft = own(stage)
    home = f"/applications/{draft.pk}/"
    request = client.post(f"{home}confirm/")["Location"].split("/confirm/")[1].split("/")[0]
    make.answer_again(draft, "job", stage.at)
    asked = stage.world.ask("signin", "confirmation", request=request)
    assertion = person.authenticator.get(settings.SITES["signin"], asked["challenge"], asked["credentials"])
    stage.world.ask("signin", "finish_confirmation", request=request, assertion=assertion)

    answer = client.get(f"{home}confirmed/")

    assert answer["Location"] == f"{home}check/"
    assert Application.objects.get(pk=draft.pk).status == Status.DRAFT


@pytest.mark.parametrize(
    ("service", "there", "not_there"),
    [
        ("s59_new", ("Confirmed by the worker and submitted", "Filing fee", "Visit to a service centre"), ("Letter",)),
        ("s46_mou_request", ("Submitted", "Letter of approval"), ("Filing fee", "Permit fee", "Visit")),
        ("s60_1_mou_overseas", ("Submitted", "The worker's confirmation"), ("Confirmed by the worker and",)),
        ("s62_boi_new", ("Submitted and acknowledged",), ("confirmation",)),
        ("change_items", ("Visit to a service centre, if the centres do not know",), ("Permit fee",)),
    ],
)
def test_the_course_has_the_stations_of_the_route(
    stage: Stage, service: str, there: tuple[str, ...], not_there: tuple[str, ...]
) -> None:
    drive = Drive(stage, service)
    drive.submit()

    course = " / ".join(steps(stage.browser(drive.owner, "applicant"), f"/applications/{drive.case}/"))

    assert all(text in course for text in there), course
    assert not [text for text in not_there if text in course], course


def test_a_demand_ends_in_a_letter_that_anybody_can_check(stage: Stage) -> None:
    drive = Drive(stage, "s46_mou_request")
    drive.to_outcome()
    client, approval = stage.browser(drive.owner, "applicant"), Approval.objects.get()

    page = words(client.get(f"/applications/{drive.case}/"))
    letter = client.get(f"/applications/{drive.case}/approval.pdf")
    check = words(browser("applicant").get(f"/p/{approval.number}"))

    assert "The letter of approval is ready" in page
    assert letter.content.startswith(b"%PDF")
    assert "This letter of approval is genuine" in check
    assert samples.COMMON["name_th"] not in check  # type: ignore[operator]


def test_a_letter_whose_receipt_was_changed_is_not_confirmed(stage: Stage) -> None:
    Drive(stage, "s46_mou_request").to_outcome()
    approval = Approval.objects.get()
    Approval.objects.update(receipt=approval.receipt[:-6] + "AAAAAA")

    answer = browser("applicant").get(f"/p/{approval.number}")

    assert answer.status_code == 404
    assert "This letter cannot be confirmed" in words(answer)


def test_a_worker_from_abroad_is_invited_after_filing_and_signs_last(stage: Stage) -> None:
    drive = Drive(stage, "s60_1_mou_overseas")
    drive.submit()
    drive.check()
    drive.decide()
    client, home = stage.browser(drive.owner, "applicant"), f"/applications/{drive.case}/"
    assert client.get(f"{home}invitation/").status_code == 200
    drive.pay("P1")

    drive.visit()

    assert drive.worker is not None
    assert "Now the worker confirms the application" in words(client.get(home))
    assert "Read and confirm" in words(stage.browser(drive.worker, "applicant").get(home))


def test_a_section_62_filing_shows_the_days_that_the_registrar_has(stage: Stage) -> None:
    drive = Drive(stage, "s62_boi_new")
    drive.submit()

    page = words(stage.browser(drive.owner, "applicant").get(f"/applications/{drive.case}/"))

    assert "The registrar has 7 days from the filing" in page
    assert "The filing receipt is the signed acknowledgement." in page


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("service", ["s63_new", "change_items", "s46_mou_request", "s62_boi_new", "replace_mou"])
def test_its_pages_are_drawn_in_both_languages(stage: Stage, service: str, language: str) -> None:
    drive = Drive(stage, service, self_filed=samples.service(service).filed_by == ("foreigner",))
    client, home = stage.browser(drive.owner, "applicant", language), f"/applications/{drive.case}/"
    assert client.get(home).status_code == 200
    drive.to_outcome()

    for address in ("", "filing/", "looks/", "letters/", "receipt.pdf", "submitted/"):
        assert client.get(home + address).status_code == 200, address


def test_who_files_for_himself_is_not_asked_again_in_what_capacity(stage: Stage) -> None:
    client, _, draft = own(stage, "s59_new", "self")

    page = tree(client.get(f"/applications/{draft.pk}/sections/employer/"))

    assert not page.xpath("//input[@name='acting_as']")
    assert page.xpath("//input[@name='name_th']")


def test_the_capacity_that_is_left_is_saved_whatever_is_posted(stage: Stage) -> None:
    client, person, draft = own(stage, "s59_new", "self")
    posted = samples.sample_answers("s59_new")["employer"] | {"acting_as": "representative", "version": "1"}

    answer = client.post(f"/applications/{draft.pk}/sections/employer/", posted)

    assert answer.status_code == 302
    record = list_sections(draft.pk)["employer"].record
    opened = stage.world.ask("public", "open", token=person.token, purpose="own", records=[record])
    assert opened["records"][str(record)]["acting_as"] == "foreigner"


def test_somebody_who_files_for_a_worker_cannot_file_as_the_worker(stage: Stage) -> None:
    client = stage.browser(stage.world.applicant(), "applicant")
    home = begin(client, "s59_new", "other")["Location"]
    posted = samples.sample_answers("s59_new")["employer"] | {"acting_as": "foreigner", "version": "0"}

    answer = client.post(f"{home}sections/employer/", posted)

    assert answer.status_code == 422
    assert tree(answer).xpath("//*[@class='summary']//a/@href") == ["#acting_as"]


def test_the_days_to_the_new_employer_stand_before_submitting(stage: Stage) -> None:
    left_on = bangkok_date(stage.at) - timedelta(days=10)
    drive = Drive(stage, "change_items")
    make.answer_all(drive.now, stage.at, change={"left_on": left_on.isoformat()})

    page = words(stage.browser(drive.owner, "applicant").get(f"/applications/{drive.case}/check/"))

    assert f"With the new employer by {show_date(left_on + timedelta(days=30), 'en')}" in page


def test_a_group_that_may_not_file_begins_nothing(stage: Stage) -> None:
    make.service("s63_2_agn_renew")

    page = browser("applicant").get("/services/s63_2_agn_renew/")

    assert "Filing closed" in words(page) or "not been announced" in words(page)
    assert "/services/s63_2_agn_renew/start/" not in tree(page).xpath("//main//a/@href")
