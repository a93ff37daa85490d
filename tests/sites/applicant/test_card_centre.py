"""The worker whose permit needed no visit says where the card is handed out; nobody else does."""

import pytest
from django.test import Client

from tests import make
from tests.card_stock.make import CLERK, HERE, delivery, serials
from tests.sites.applicant.portal import tree, words
from tests.sites.staff import CENTRE, Stage
from workpermit.applications.models import Application
from workpermit.applications.services import confirm_identity
from workpermit.cards.models import Card
from workpermit.cards.services import await_centre, personalise_card

ELSEWHERE = "CMI-SC-M-001"


class Issued:
    """A permit that was issued without a visit, and its card."""

    def __init__(self, stage: Stage) -> None:
        application = stage.awaiting_visit()
        confirm_identity(application=application, by=make.OPERATOR_CLERK, at=stage.at)
        permit = make.issue(Application.objects.get(pk=application.pk))
        await_centre(application=application.pk, permit=permit.number, at=stage.at)
        self.home = f"/applications/{application.pk}/"
        self.worker = stage.browser(stage.workers[application.pk], "applicant")
        self.filer = stage.browser(stage.filers[application.pk], "applicant")
        self.stranger = stage.browser(stage.world.applicant(), "applicant")

    def choose(self, centre: str, client: Client | None = None):
        return (client or self.worker).post(f"{self.home}card-centre/", {"centre": centre})


@pytest.fixture
def issued(stage: Stage) -> Issued:
    return Issued(stage)


def test_the_tracking_page_asks_and_the_nearest_centre_stands_first(issued: Issued) -> None:
    home = issued.worker.get(issued.home)
    page = issued.worker.get(f"{issued.home}card-centre/")

    assert f"{issued.home}card-centre/" in tree(home).xpath("//a/@href")
    assert "the permit is valid without it" in words(home)
    centres = tree(page).xpath("//select[@name='centre']/option/@value")
    assert len(centres) == 45
    assert centres[0].startswith("BKK")


def test_the_chosen_centre_has_the_card_and_another_can_be_chosen_while_nothing_is_printed(issued: Issued) -> None:
    for centre in (CENTRE, ELSEWHERE):
        assert issued.choose(centre)["Location"] == issued.home
        assert (Card.objects.get().status, Card.objects.get().centre) == ("queued", centre)

    home = words(issued.worker.get(issued.home))
    assert "Collect it at another centre" in home
    assert issued.worker.post(f"{issued.home}card-code/").status_code == 200


def test_nonsense_is_said_at_the_field(issued: Issued) -> None:
    answer = issued.choose("NOWHERE")

    assert answer.status_code == 422
    assert "Choose a service centre" in words(answer)


def test_nobody_but_the_worker_chooses(issued: Issued) -> None:
    for client in (issued.filer, issued.stranger):
        assert client.get(f"{issued.home}card-centre/").status_code == 404
        assert issued.choose(CENTRE, client).status_code == 404
    assert "Your card" not in words(issued.filer.get(issued.home))
    assert Card.objects.get().status == "unplaced"


def test_there_is_no_code_for_a_card_without_a_centre(issued: Issued) -> None:
    assert issued.worker.post(f"{issued.home}card-code/").status_code == 404


def test_a_card_that_is_being_printed_stays_where_it_is(issued: Issued) -> None:
    issued.choose(HERE)
    delivery()
    personalise_card(card=Card.objects.get().pk, serial=serials(7).first, by=CLERK, at=make.NOON)

    page = issued.worker.get(f"{issued.home}card-centre/")

    assert "cannot be changed any more" in words(page)
    assert issued.choose(ELSEWHERE).status_code == 409
    assert Card.objects.get().centre == HERE
