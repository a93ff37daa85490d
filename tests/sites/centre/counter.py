"""A counter of a service centre, as the tests of its pages use it."""

import hashlib
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from lxml import html

from tests.sites.staff import Stage
from tests.vault.world import Person
from workpermit.applications.models import Application
from workpermit.appointments.models import Appointment
from workpermit.cli.walk.browser import as_fields

SEEN = {"face": "yes", "paper": "yes", "passport": "yes"}


class Counter:
    """A clerk at a counter, an appointment of today, and the code that the visitor shows."""

    def __init__(self, stage: Stage, **booking: object) -> None:
        self.stage = stage
        self.appointment, self.code = stage.booked(**booking)
        self.application = Application.objects.get(pk=self.appointment.application)
        self.person = stage.clerk()
        self.clerk = stage.browser(self.person, "centre")

    def check_in(self, code: str | None = None, clerk: Client | None = None, person: Person | None = None):
        form = {"number": self.application.number, "code": self.code if code is None else code}
        signed = self.sign("check_in", self.appointment.pk, person)
        return (clerk or self.clerk).post("/check-in/", form | signed)

    def open(self, clerk: Client | None = None, **form: str):
        """The page that asks for the device's signature, and what comes after it."""
        asked = (clerk or self.clerk).get(self.at())
        return self.go_on(asked, clerk, **form) if asked.status_code == 200 else asked

    def go_on(self, asked: HttpResponse, clerk: Client | None = None, **form: str):
        """What the script does on that page: sign, and post its form."""
        page = html.fromstring(asked.content).xpath("//form[@data-by-itself]")[0]
        fields = {name: value for name, value in page.fields.items() if value}
        signed = self.sign("open_visit", UUID(page.get("data-about")))
        return (clerk or self.clerk).post(page.get("action"), fields | signed | form)

    def confirm(self, form: dict[str, str] | None = None):
        signed = self.sign("confirm_identity", self.visit())
        return self.clerk.post(self.at("confirm/"), (SEEN if form is None else form) | signed)

    def visit(self) -> UUID:
        """The newest one of this appointment."""
        row = self.stage.world.vault.database.one(
            "SELECT visit FROM visit WHERE appointment = %s ORDER BY until DESC LIMIT 1", self.appointment.pk
        )
        return row["visit"]

    def capture(self, kind: str, content: bytes, signed: bytes | None = None, record: str = ""):
        """Post a `face` or a `chip`; the device signs it, or `signed` instead of it."""
        digest = hashlib.sha256(content if signed is None else signed).digest()
        fields = self.sign(f"capture_{kind}", self.visit(), content=digest)
        return self.clerk.post(
            self.at(f"{kind}/capture/"), fields | {kind: SimpleUploadedFile(kind, content), "record": record}
        )

    def sign(self, act: str, about: UUID, person: Person | None = None, content: bytes = b"") -> dict[str, str]:
        return as_fields(self.stage.world.sign_act(person or self.person, act, about, content))

    def at(self, end: str = "") -> str:
        return f"/appointments/{self.appointment.pk}/visit/{end}"

    def status(self) -> tuple[str, str]:
        appointment = Appointment.objects.get(pk=self.appointment.pk)
        return appointment.status, Application.objects.get(pk=self.application.pk).status
