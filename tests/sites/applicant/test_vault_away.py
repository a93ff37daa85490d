"""While the vault does not answer: what is complete can be handed in, and every page says what is the matter."""

from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.urls import get_resolver

from tests import make
from tests.sites.applicant.portal import Portal, tree, words
from tests.sites.applicant.test_course import ASSISTANT
from tests.sites.applicant.test_notices import fill
from workpermit.applications.tasks import sign_filing_receipt
from workpermit.core.actors import Actor, Role
from workpermit.decisions.services import return_application
from workpermit.sealing import client
from workpermit.sites.applicant import urls
from workpermit.work_notices.models import WorkNotice

NOT_SHOWN = "The answers cannot be shown right now"
CLEAR = {200, 302, 303, 400, 401, 403, 404, 405, 409, 413, 422, 503}  # every answer that is a page of ours


class Vault:
    """Stops and starts answering."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch, self.call = patch, client.VaultClient.call

    def stop(self) -> None:
        def away(self: client.VaultClient, op: str, **args: Any) -> dict[str, Any]:
            raise client.VaultUnreachable

        self.patch.setattr(client.VaultClient, "call", away)

    def start(self) -> None:
        self.patch.setattr(client.VaultClient, "call", self.call)


@pytest.fixture
def vault(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> Vault:
    return Vault(monkeypatch)


def test_a_complete_application_is_submitted_and_the_receipt_follows(portal: Portal, vault: Vault):
    portal.begin().complete().join().confirm()
    vault.stop()

    page = portal.employer.get(f"{portal.home}check/")
    said = words(page)
    assert page.status_code == 200
    assert NOT_SHOWN in said
    assert "They are complete: you can submit all the same" in said
    states = [dt.getparent().text_content() for dt in tree(page).xpath("//dl[1]//dt")]
    assert any(state.startswith("The employer") and "Saved and complete" in state for state in states)
    assert len([state for state in states if "Saved and complete" in state]) == len(make.ANSWERS)
    assert "Not given" not in said
    assert tree(page).xpath("//main//form[@method='post']//button")

    answer = portal.employer.post(f"{portal.home}check/")
    assert answer["Location"] == f"{portal.home}submitted/"
    assert "The filing receipt is being prepared" in words(portal.employer.get(answer["Location"]))
    with pytest.raises(client.VaultUnreachable):
        sign_filing_receipt(str(portal.case))

    vault.start()
    sign_filing_receipt(str(portal.case))
    assert portal.employer.get(f"{portal.home}receipt.pdf").content.startswith(b"%PDF-")


def test_what_is_not_complete_is_not_called_complete(portal: Portal, vault: Vault):
    portal.begin()
    portal.answer("employer")
    vault.stop()

    page = words(portal.employer.get(f"{portal.home}check/"))

    assert NOT_SHOWN in page
    assert "They are complete" not in page
    assert "Not complete" in page
    assert "This is still missing" in page
    assert portal.employer.post(f"{portal.home}check/").status_code == 409


def test_the_page_is_there_in_thai(portal: Portal, vault: Vault):
    portal.begin().complete().join().confirm()
    vault.stop()
    portal.employer.cookies["lang"] = "th"

    page = words(portal.employer.get(f"{portal.home}check/"))

    assert "ขณะนี้ยังแสดงคำตอบไม่ได้" in page
    assert "คุณยื่นคำขอได้ตามปกติ" in page


def test_with_the_vault_the_answers_are_shown_as_ever(portal: Portal, vault: Vault):
    page = words(portal.begin().complete().employer.get(f"{portal.home}check/"))

    assert NOT_SHOWN not in page
    assert "ERIKSSON" in page


def test_what_was_corrected_is_submitted_again(portal: Portal, vault: Vault):
    portal.submitted().paid().stage._check(portal.case)
    return_application(
        application=portal.application, reasons=["photo_not_usable"], words="Too dark.", by=ASSISTANT,
        at=portal.stage.at,
    )  # fmt: skip
    vault.stop()

    page = words(portal.employer.get(portal.home))
    assert "take a new one, facing forward" in page
    assert "The officer's words cannot be opened right now" in page
    assert portal.employer.post(f"{portal.home}check/")["Location"] == f"{portal.home}submitted/"


def test_a_refusal_is_told_with_its_reasons(portal: Portal, vault: Vault):
    portal.submitted().paid().stage._check(portal.case)
    make.recommend(portal.application, by=ASSISTANT, at=portal.stage.at)
    make.refuse(portal.application, by=Actor(make.REGISTRAR.id, Role.REGISTRAR, "O-10"), at=portal.stage.at)
    vault.stop()

    page = words(portal.employer.get(portal.home))

    assert "Reasons of the refusal" in page
    assert "The registrar's words cannot be opened right now" in page
    assert "You may appeal" in page


def test_a_notice_is_filed(portal: Portal, vault: Vault):
    fill(portal, days_ago=1)
    vault.stop()

    page = words(portal.employer.get(f"{portal.home}check/"))
    portal.employer.post(f"{portal.home}check/")

    assert NOT_SHOWN in page
    assert "you can file all the same" in page
    assert WorkNotice.objects.get().status == "filed"


def test_an_answer_is_saved_although_nobody_can_read_it_now(portal: Portal, vault: Vault):
    portal.begin()
    vault.stop()

    assert portal.answer("employer").status_code == 302

    vault.start()
    assert "Example Electronics" in portal.employer.get(f"{portal.home}sections/employer/").content.decode()


def test_what_cannot_be_saved_stays_on_the_page(portal: Portal, vault: Vault):
    typed = {"email": "new@example.com", "language": "en"}
    vault.stop()

    page = portal.employer.post("/account/", typed)

    assert page.status_code == 503
    assert 'name="email" value="new@example.com"' in page.content.decode()
    assert "We kept what you typed" in words(portal.employer.get("/account/"))


def addresses(portal: Portal, notice: str) -> Iterator[str]:
    """Every address of the portal, filled with what a reader would have."""
    given = {
        "application_id": str(portal.case), "notice_id": notice, "document_id": "passport", "name": "worker",
        "kind": "F1", "centre": make.CENTRE, "service_id": "s59_new", "number": "1000000000048",
        "case": str(portal.case), "evidence_id": str(uuid4()), "question_id": str(uuid4()), "basket_id": str(uuid4()),
        "complaint_id": str(uuid4()), "topic_id": "centre_service", "month": "2026-12", "token": "A" * 22,
        "group_id": str(uuid4()),
    }  # fmt: skip
    resolver = get_resolver(urls.__name__)
    for pattern in urls.urlpatterns:
        ((route, names),) = resolver.reverse_dict.getlist(pattern.name)[0][0]
        yield "/" + route % {name: given[name] for name in names}


def test_no_page_of_the_portal_breaks(portal: Portal, vault: Vault):
    fill(portal, days_ago=1)
    notice = str(portal.case)
    portal.submitted()
    found = list(addresses(portal, notice))
    vault.stop()

    for method in ("get", "post"):  # an act may end the filing, so that every page is read first
        for address, person in product(found, (portal.employer, portal.worker)):
            answer = getattr(person, method)(address, {"name": "typed"} if method == "post" else None)
            assert answer.status_code in CLEAR, (address, answer.status_code)
            if answer.status_code == 503:
                assert tree(answer).xpath("//html/@lang") == ["en"], address
                assert tree(answer).xpath("//main//h1"), address
    assert len(found) > 45
