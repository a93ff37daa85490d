"""The page of drafts that are ready, and the page of a basket."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.fees.pay import basket_notice
from tests.sites.applicant.portal import tree, words
from tests.sites.conftest import KEY, SaidVault, browser, token
from workpermit.applications import services
from workpermit.applications.lifecycle import Status
from workpermit.applications.models import Application
from workpermit.core.actors import Actor
from workpermit.core.ids import show_number
from workpermit.core.thai_qr import read_qr_text
from workpermit.fees.models import Basket, Bill
from workpermit.sealing.client import VaultUnreachable
from workpermit.sites.applicant import filing
from workpermit.sites.http import session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("objects")]


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> SaidVault:
    """A vault that opens every label, at noon."""
    said = SaidVault()
    said.answers["open"] = {"records": {}}
    monkeypatch.setattr(filing, "vault", said)
    monkeypatch.setattr(session, "session_key", KEY.public_key)
    monkeypatch.setattr(timezone, "now", lambda: make.NOON)
    return said


def reader(actor: Actor = make.APPLICANT, method: str = "passkey") -> Client:
    client = browser("applicant")
    client.cookies["wp_applicant"] = token(account=str(actor.id), method=method)
    return client


def complete() -> Application:
    return make.complete(make.application())


def submit(client: Client, *chosen: Application, basket: str = "") -> Any:
    page = tree(client.get("/baskets/"))
    key = basket or page.xpath("//input[@name='basket']/@value")[0]
    return client.post("/baskets/", {"basket": key, "chosen": [str(one.pk) for one in chosen]})


def test_without_a_ready_draft_the_page_says_what_is_needed() -> None:
    make.application()

    page = words(reader().get("/baskets/"))

    assert "No draft is ready to be submitted." in page
    assert "1 other draft still needs something." in page


def test_ready_drafts_stand_with_name_and_fee(opened: SaidVault) -> None:
    draft = complete()
    opened.answers["open"] = {"records": {str(draft.label_record): {"name": "ANNA MARIA ERIKSSON"}}}

    page = words(reader().get("/baskets/"))

    assert "ANNA MARIA ERIKSSON" in page
    assert "filing fee 100.00 baht" in page
    assert len(opened.asked_for("open")) == 1


def test_one_code_asks_for_the_fees_of_all() -> None:
    drafts = [complete(), complete(), complete()]
    client = reader()

    page = client.get(submit(client, *drafts)["Location"])

    basket = Basket.objects.get()
    bill = read_qr_text(tree(page).xpath("//img[@class='qr']/@data-qr-text")[0])
    assert (bill.ref1, bill.ref2, bill.satang) == (basket.number, "B1", 30_000)
    assert "Filing fees together: 300.00 baht" in words(page)
    assert all(show_number(str(one.number)) in words(page) for one in Application.objects.all())


def test_the_bill_of_a_basket_can_be_saved_while_something_is_due() -> None:
    client = reader()
    address = submit(client, complete(), complete())["Location"]

    paper = client.get(f"{address}bill.pdf")
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content.startswith(b"%PDF-")
    assert reader(make.STRANGER).get(f"{address}bill.pdf").status_code == 404

    services.record_payment(basket_notice(Basket.objects.get(), 20_000), at=make.NOON)
    assert client.get(f"{address}bill.pdf").status_code == 404


def test_a_form_that_is_sent_twice_submits_once() -> None:
    client, draft = reader(), complete()
    first = submit(client, draft)
    basket = first["Location"].split("/")[2]

    again = client.post("/baskets/", {"basket": basket, "chosen": [str(draft.pk)]})

    assert again["Location"] == first["Location"]
    assert (Basket.objects.count(), Bill.objects.count()) == (1, 1)


def test_what_was_kept_out_is_named_with_what_to_do() -> None:
    whole, half = complete(), complete()
    client = reader()
    page = tree(client.get("/baskets/"))
    make.answer_again(half, "job")  # in another window, after the list was shown
    key = page.xpath("//input[@name='basket']/@value")[0]

    said = words(client.get(submit(client, whole, half, basket=key)["Location"]))

    assert "1 application was not submitted" in said
    assert "The worker has not confirmed the application as it stands now." in said
    assert "Filing fees together: 100.00 baht" in said
    assert Application.objects.get(pk=half.pk).status == Status.DRAFT


def test_nothing_chosen_keeps_the_list() -> None:
    complete()
    client = reader()

    answer = submit(client)

    assert answer.status_code == 422
    assert "Choose at least one application." in words(answer)
    assert Basket.objects.count() == 0


def test_a_basket_that_is_no_id_is_nowhere() -> None:
    assert reader().post("/baskets/", {"basket": "x", "chosen": "y"}).status_code == 404


def test_a_sign_in_by_code_submits_nothing() -> None:
    draft = complete()
    client = reader(method="code")

    assert "Submitting needs a stronger sign-in" in words(client.get("/baskets/"))
    assert submit(client, draft, basket=str(draft.pk)).status_code == 409
    assert Basket.objects.count() == 0


def test_a_single_bill_leads_to_its_basket_for_the_filer_alone() -> None:
    client, draft = reader(), complete()
    location = submit(client, draft)["Location"]

    assert location in client.get(f"/applications/{draft.pk}/bills/F1/").content.decode()
    assert location not in reader(make.WORKER).get(f"/applications/{draft.pk}/bills/F1/").content.decode()


def test_a_wrong_sum_is_told_on_the_page() -> None:
    client = reader()
    location = submit(client, complete(), complete())["Location"]
    before = client.get(f"{location}state/").json()

    services.record_payment(basket_notice(Basket.objects.get(), 19_900), at=make.NOON)

    said = words(client.get(location))
    assert "A payment of another amount arrived" in said
    assert "199.00 baht" in said
    assert client.get(f"{location}state/").json() != before


def test_a_bill_that_was_paid_singly_is_no_longer_asked_for() -> None:
    client = reader()
    location = submit(client, complete(), complete())["Location"]
    services.record_payment(make.notice(Bill.objects.all()[0]), at=make.NOON)

    said = words(client.get(location))

    assert "Filing fees together: 100.00 baht" in said
    assert "Do not use an older picture of it." in said


def test_a_basket_that_is_paid_says_so_and_asks_for_nothing() -> None:
    client = reader()
    location = submit(client, complete())["Location"]
    services.record_payment(basket_notice(Basket.objects.get(), 10_000), at=make.NOON)

    page = client.get(location)

    assert "All filing fees of this basket are paid" in words(page)
    assert tree(page).xpath("//img[@class='qr']") == []
    assert location not in client.get("/baskets/").content.decode()


def test_what_is_not_paid_yet_stands_on_the_page_of_drafts() -> None:
    client = reader()
    location = submit(client, complete())["Location"]

    assert location in client.get("/baskets/").content.decode()


def test_another_account_finds_no_basket() -> None:
    client = reader()
    location = submit(client, complete())["Location"]

    assert reader(make.STRANGER).get(location).status_code == 404
    assert reader(make.STRANGER).get(f"{location}state/").status_code == 404


def test_without_the_vault_the_code_is_there_all_the_same(opened: SaidVault) -> None:
    client, draft = reader(), complete()
    location = submit(client, draft)["Location"]
    opened.answers["open"] = VaultUnreachable()

    page = client.get(location)

    assert tree(page).xpath("//img[@class='qr']")
    assert "Names cannot be opened right now" in words(page)
