"""Checking in with the visitor's code, and the fifteen minutes at the counter."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.sites.staff import CENTRE, Stage
from workpermit.applications.models import Application
from workpermit.appointments.models import Appointment
from workpermit.core.calendar import bangkok_date
from workpermit.core.ids import show_number
from workpermit.documents.queries import list_pages
from workpermit.identity.models import IdentityCheck

SEEN = {"face": "yes", "paper": "yes", "passport": "yes"}


class Counter:
    """A clerk at a centre, an appointment of today, and the code that the visitor shows."""

    def __init__(self, stage: Stage, **booking: object) -> None:
        self.stage = stage
        self.appointment, self.code = stage.booked(**booking)
        self.application = Application.objects.get(pk=self.appointment.application)
        self.clerk = stage.browser(stage.clerk(), "centre")

    def check_in(self, code: str | None = None, clerk: Client | None = None):
        form = {"number": self.application.number, "code": self.code if code is None else code}
        return (clerk or self.clerk).post("/check-in/", form)

    def at(self, end: str = "") -> str:
        return f"/appointments/{self.appointment.pk}/visit/{end}"

    def status(self) -> tuple[str, str]:
        appointment = Appointment.objects.get(pk=self.appointment.pk)
        return appointment.status, Application.objects.get(pk=self.application.pk).status


def test_the_list_shows_numbers_by_hour_and_no_names(stage: Stage):
    counter = Counter(stage)

    page = counter.clerk.get("/").content.decode()

    assert show_number(counter.application.number) in page
    assert "ERIKSSON" not in page


def test_the_visitors_code_opens_the_visit_and_named_fields_only(stage: Stage):
    counter = Counter(stage)
    stage.calls.clear()

    answer = counter.check_in()
    page = counter.clerk.get(answer["Location"])
    text = page.content.decode()

    assert answer["Location"] == counter.at()
    assert "ERIKSSON" in text
    assert "L898902C3" in text
    assert "anna@example.com" not in text
    assert page["Cache-Control"] == "no-store"
    assert len(stage.asked("open_visit")) == 1
    assert counter.status() == ("checked_in", "awaiting_visit")


def test_a_scanner_may_put_both_into_one_field(stage: Stage):
    counter = Counter(stage)

    answer = counter.clerk.post("/check-in/", {"number": f"{counter.application.number} {counter.code}", "code": ""})

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

    answer = counter.clerk.post("/check-in/", {"number": number or counter.application.number, "code": code})

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
    colleague = stage.browser(stage.clerk(), "centre")

    assert "open with another clerk" in counter.check_in(clerk=colleague).content.decode()
    assert colleague.get(counter.at()).status_code == 410


def test_after_fifteen_minutes_nothing_opens_until_the_code_is_shown_again(stage: Stage):
    counter = Counter(stage)
    counter.check_in()
    page = list_pages(counter.application.pk)[0]
    stage.world.vault.database.run("UPDATE visit SET until = now() - interval '1 minute'")

    late = counter.clerk.get(counter.at(f"pages/{page.record}/"))
    again = counter.clerk.get(counter.check_in()["Location"])

    assert late.status_code == 401
    assert "ERIKSSON" in again.content.decode()
    assert counter.status() == ("checked_in", "awaiting_visit")


def test_dates_are_also_shown_as_the_passport_prints_them(stage: Stage):
    counter = Counter(stage)
    counter.clerk = stage.browser(stage.clerk(), "centre", "th")

    page = counter.clerk.get(counter.check_in()["Location"]).content.decode()

    assert "12 AUG 1990" in page


def test_confirming_moves_the_application_on_and_asks_for_the_permit(stage: Stage):
    counter = Counter(stage)
    counter.check_in()

    answer = counter.clerk.post(counter.at("confirm/"), SEEN)

    assert counter.status() == ("kept", "identity_confirmed")
    assert IdentityCheck.objects.get().outcome == "confirmed"
    assert "Identity confirmed" in counter.clerk.get(answer["Location"]).content.decode()


def test_nothing_is_confirmed_without_looking(stage: Stage):
    counter = Counter(stage)
    counter.check_in()

    answer = counter.clerk.post(counter.at("confirm/"), {"face": "yes"})

    assert answer.status_code == 400
    assert counter.status() == ("checked_in", "awaiting_visit")
    assert not stage.asked("confirm_identity")


def test_the_vault_confirms_before_anything_is_written(stage: Stage):
    counter = Counter(stage)
    counter.check_in()
    stage.world.vault.database.run("UPDATE visit SET until = now() - interval '1 minute'")

    answer = counter.clerk.post(counter.at("confirm/"), SEEN)

    assert answer.status_code == 410
    assert counter.status() == ("checked_in", "awaiting_visit")
    assert not IdentityCheck.objects.exists()


def test_what_cannot_be_confirmed_is_recorded_and_the_application_stays(stage: Stage):
    counter = Counter(stage)
    counter.check_in()

    counter.clerk.post(counter.at("cannot-confirm/"), {"reason": "face_differs"})

    assert counter.status() == ("kept", "awaiting_visit")
    assert IdentityCheck.objects.get().reason == "face_differs"


def test_confirming_twice_changes_nothing_the_second_time(stage: Stage):
    counter = Counter(stage)
    counter.check_in()
    counter.clerk.post(counter.at("confirm/"), SEEN)

    counter.clerk.post(counter.at("confirm/"), SEEN)

    assert IdentityCheck.objects.count() == 1
    assert counter.status() == ("kept", "identity_confirmed")


def test_photograph_and_passport_are_shown_and_no_other_paper(stage: Stage):
    counter = Counter(stage)
    counter.check_in()
    pages = {page.evidence.document: page.record for page in list_pages(counter.application.pk)}

    shown = {name: counter.clerk.get(counter.at(f"pages/{record}/")).status_code for name, record in pages.items()}

    assert shown == {"passport": 200, "photo": 200, "education": 404, "medical": 404}


def test_another_centres_appointment_is_not_found(stage: Stage):
    counter = Counter(stage, centre=CENTRE)
    elsewhere = stage.browser(stage.clerk("CMI-SC-M-001"), "centre")

    assert elsewhere.get(counter.at()).status_code == 404
