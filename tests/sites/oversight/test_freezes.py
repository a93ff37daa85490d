"""The freeze switch in the browser: who may, what is kept when something is wrong, what people then read."""

import re

import pytest
from django.test import Client

from tests.freezes.make import freeze
from tests.sites.staff import Stage
from workpermit.core.actors import Role
from workpermit.core.ids import uuid7
from workpermit.freezes.models import Freeze

FORM = {
    "filings": "yes",
    "service": "",
    "begins": "",
    "ends": "",
    "message_th": "หยุดรับคำขอถึงเย็นนี้",
    "message_en": "No filings until this evening.",
}


@pytest.fixture
def officer(stage: Stage) -> Client:
    stage.in_review()  # the catalogue is published
    return stage.browser(stage.world.sign_in(stage.world.staff(Role.POLICY_OFFICER, "DOE"), "oversight"), "oversight")


def words(answer: object) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())  # type: ignore[attr-defined]


def test_an_officer_orders_a_freeze_and_lifts_it(officer: Client) -> None:
    assert "Nothing is stopped." in words(officer.get("/"))
    form = officer.get("/freezes/order/")
    sent = FORM | {"freeze": re.findall(r'name="freeze" value="([^"]+)"', form.content.decode())[0]}

    for _twice in range(2):
        assert officer.post("/freezes/order/", sent)["Location"] == "/"

    ordered = Freeze.objects.get()
    assert "No filings until this evening." in words(officer.get("/"))
    assert "Lift this freeze?" in words(officer.get(f"/freezes/{ordered.pk}/lift/"))
    officer.post(f"/freezes/{ordered.pk}/lift/")
    ordered.refresh_from_db()
    assert ordered.status == "lifted"
    assert "Nothing is stopped." in words(officer.get("/"))


def test_a_form_with_mistakes_keeps_what_was_typed_and_names_each(officer: Client) -> None:
    wrong = FORM | {"filings": "", "begins": "2020-01-01T00:00", "ends": "tomorrow", "message_en": "", "service": "x"}

    answer = officer.post("/freezes/order/", wrong)

    assert answer.status_code == 400
    page = words(answer)
    for says in ("Choose what is stopped.", "Give day and time", "Write what people are told.", "from the list"):
        assert says in page
    assert "หยุดรับคำขอถึงเย็นนี้" in page
    past = words(officer.post("/freezes/order/", FORM | {"begins": "2020-01-01T00:00", "ends": "2020-01-01T00:00"}))
    assert "This time is past." in past
    assert not Freeze.objects.exists()


def test_the_pages_are_thai_for_a_thai_reader(officer: Client) -> None:
    page = words(officer.get("/freezes/order/", headers={"accept-language": "th"}))

    assert "สิ่งที่จะหยุด" in page
    assert "What is stopped" not in page


@pytest.mark.parametrize("role", [Role.REGISTRAR, Role.ASSISTANT_REGISTRAR])
def test_an_officer_of_the_desk_cannot_come_in(stage: Stage, role: Role) -> None:
    registrar = stage.officer(role)
    stranger = stage.browser(registrar, "oversight")  # a token of another site

    assert "sign" in stranger.get("/")["Location"]
    assert stranger.post("/freezes/order/", FORM).status_code in (302, 401)
    assert not Freeze.objects.exists()


def test_an_unknown_freeze_is_not_found(officer: Client) -> None:
    assert officer.get(f"/freezes/{uuid7()}/lift/").status_code == 404


def test_people_read_the_message_where_they_begin_and_the_registrar_where_he_decides(stage: Stage) -> None:
    application = stage.recommended()
    freeze(at=stage.at, decisions=True, message_th="พักระบบ", message_en="A pause of the system.")
    everybody = Client(HTTP_HOST="applicant.localhost:8400")

    assert "A pause of the system." in words(everybody.get("/", headers={"accept-language": "en"}))
    assert "พักระบบ" in words(everybody.get("/services/s59_new/", headers={"accept-language": "th"}))
    registrar = stage.browser(stage.officer(Role.REGISTRAR), "registrar")
    assert "Filings and decisions are stopped for now." in words(registrar.get(f"/applications/{application.pk}/"))
    refused = registrar.post(f"/applications/{application.pk}/grant/")
    assert refused.status_code == 409
    assert "Decisions are stopped for now." in words(refused)
    assert "A pause of the system." in words(refused)
