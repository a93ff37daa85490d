"""Checking in with the visitor's code, and the fifteen minutes at the counter."""

import base64
from datetime import timedelta

import pytest
from lxml import html

from tests.sites.centre.counter import Counter
from tests.sites.staff import CENTRE, Stage
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import show_number
from workpermit.documents.queries import list_pages
from workpermit.documents.reading import read_file
from workpermit.identity.models import IdentityCheck


def test_the_list_shows_numbers_by_hour_and_no_names(stage: Stage):
    counter = Counter(stage)

    page = counter.clerk.get("/").content.decode()

    assert show_number(counter.application.number) in page
    assert "ERIKSSON" not in page


def test_the_visitors_code_opens_the_visit_and_named_fields_only(stage: Stage):
    counter = Counter(stage)
    stage.calls.clear()

    answer = counter.check_in()
    asked = counter.clerk.get(answer["Location"])
    page = counter.go_on(asked)
    text = page.content.decode()

    assert answer["Location"] == counter.at()
    assert "ERIKSSON" not in asked.content.decode()
    assert "ERIKSSON" in text
    assert "L898902C3" in text
    assert "anna@example.com" not in text
    assert page["Cache-Control"] == "no-store"
    assert len(stage.asked("open_visit")) == 1
    assert counter.status() == ("checked_in", "awaiting_visit")


def test_a_scanner_may_put_both_into_one_field(stage: Stage):
    counter = Counter(stage)

    form = {"number": f"{counter.application.number} {counter.code}", "code": ""}
    answer = counter.clerk.post("/check-in/", form | counter.sign("check_in", counter.appointment.pk))

    assert answer["Location"] == counter.at()


@pytest.mark.parametrize(
    ("number", "code", "says"),
    [
        ("6912345678901", "12345678", "last two must fit"),
        ("123", "12345678", "13 digits"),
        (None, "1234", "The code has 8 digits."),
        (None, "00000000", "This code is not right."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(stage: Stage, number: str | None, code: str, says: str):
    counter = Counter(stage)

    form = {"number": number or counter.application.number, "code": code}
    answer = counter.clerk.post("/check-in/", form | counter.sign("check_in", counter.appointment.pk))

    assert answer.status_code == 400
    assert says in answer.content.decode()
    assert counter.status()[0] == "booked"


def test_an_appointment_elsewhere_names_its_centre(stage: Stage):
    counter = Counter(stage, centre="CMI-SC-M-001")

    assert "at another centre" in counter.check_in().content.decode()


@pytest.mark.parametrize(("days", "says"), [(1, "Too early"), (-1, "Too late")])
def test_an_appointment_of_another_day_is_not_opened(stage: Stage, days: int, says: str):
    counter = Counter(stage, day=bangkok_date(stage.at) + timedelta(days=days))

    assert says in counter.check_in().content.decode()


def test_a_visit_belongs_to_one_clerk(stage: Stage):
    counter = Counter(stage)
    counter.check_in()
    person = stage.clerk()
    colleague = stage.browser(person, "centre")

    assert "open with another clerk" in counter.check_in(clerk=colleague, person=person).content.decode()
    assert colleague.get(counter.at()).status_code == 410


def test_after_fifteen_minutes_nothing_opens_until_the_code_is_shown_again(stage: Stage):
    counter = Counter(stage)
    counter.check_in()
    stage.world.vault.database.run("UPDATE visit SET until = now() - interval '1 minute'")

    late = counter.open()
    counter.check_in()

    assert late.status_code == 410
    assert "ERIKSSON" in counter.open().content.decode()
    assert counter.status() == ("checked_in", "awaiting_visit")


def test_dates_are_also_shown_as_the_passport_prints_them(stage: Stage):
    counter = Counter(stage)
    counter.clerk = stage.browser(counter.person, "centre", "th")
    counter.check_in()

    page = counter.open().content.decode()

    assert "12 AUG 1990" in page


def test_confirming_moves_the_application_on_and_asks_for_the_permit(stage: Stage):
    counter = Counter(stage)
    counter.check_in()

    answer = counter.confirm()

    assert counter.status() == ("kept", "identity_confirmed")
    assert IdentityCheck.objects.get().outcome == "confirmed"
    assert "Identity confirmed" in counter.clerk.get(answer["Location"]).content.decode()


def test_nothing_is_confirmed_without_looking(stage: Stage):
    counter = Counter(stage)
    counter.check_in()

    asked = counter.confirm({"face": "yes"})
    answer = counter.go_on(asked)

    assert (asked.status_code, answer.status_code) == (400, 400)
    assert "Look and tick" in answer.content.decode()
    assert html.fromstring(answer.content).xpath("//input[@type='checkbox'][@checked]/@id") == ["face"]
    assert counter.status() == ("checked_in", "awaiting_visit")
    assert not stage.asked("confirm_identity")


def test_the_vault_confirms_before_anything_is_written(stage: Stage):
    counter = Counter(stage)
    counter.check_in()
    stage.world.vault.database.run("UPDATE visit SET until = now() - interval '1 minute'")

    answer = counter.confirm()

    assert answer.status_code == 410
    assert counter.status() == ("checked_in", "awaiting_visit")
    assert not IdentityCheck.objects.exists()


def test_what_cannot_be_confirmed_is_recorded_and_the_application_stays(stage: Stage):
    counter = Counter(stage)
    counter.check_in()

    counter.clerk.post(counter.at("cannot-confirm/"), {"reason": "face_differs"})

    assert counter.status() == ("kept", "awaiting_visit")
    assert IdentityCheck.objects.get().reason == "face_differs"
    assert len(stage.asked("end_visit")) == 1


def test_confirming_twice_changes_nothing_the_second_time(stage: Stage):
    counter = Counter(stage)
    counter.check_in()
    counter.confirm()

    counter.confirm()

    assert IdentityCheck.objects.count() == 1
    assert counter.status() == ("kept", "identity_confirmed")


def test_photograph_and_passport_are_shown_and_no_other_paper(stage: Stage):
    counter = Counter(stage)
    counter.check_in()
    pages = {page.record: page.evidence.document for page in list_pages(counter.application.pk)}

    page = html.fromstring(counter.open().content)

    (asked,) = stage.asked("open_visit")
    assert {pages[record] for record in asked["records"] if record in pages} == {"passport", "photo"}
    images = [unb64_plain(source) for source in page.xpath("//main//img/@src")]
    assert sorted(images) == sorted(read_back(counter, name) for name in ("passport", "photo"))


def unb64_plain(source: str) -> bytes:
    kind, _, text = source.partition(",")
    assert kind == "data:image/jpeg;base64"
    return base64.b64decode(text)


def read_back(counter: Counter, document: str) -> bytes:
    """The page image as the press kept it."""
    (page,) = [one for one in list_pages(counter.application.pk) if one.evidence.document == document]
    said = counter.stage.world.at_counter(counter.person, "open_visit", visit=counter.visit(), records=[page.record])
    return read_file(said["records"][str(page.record)])


def test_another_centres_appointment_is_not_found(stage: Stage):
    counter = Counter(stage, centre=CENTRE)
    elsewhere = stage.browser(stage.clerk("CMI-SC-M-001"), "centre")

    assert elsewhere.get(counter.at()).status_code == 404
