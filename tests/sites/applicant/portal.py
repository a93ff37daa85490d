"""An employer and a worker at the portal, who do everything through its pages."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from tests import make
from tests.sites.staff import Stage, picture
from tests.vault.world import Person
from workpermit.applications import services as applications
from workpermit.applications.models import Application
from workpermit.documents.models import Evidence
from workpermit.documents.services import keep_pages
from workpermit.fees.models import Bill

BIRTH = {"birth_date_day": "12", "birth_date_month": "8", "birth_date_year": "1990"}
CLAIM = {"passport_number": "L898902C3", **BIRTH}


@dataclass
class Portal:
    """One filing on its way. `home` is the address of its first page."""

    stage: Stage
    home: str = ""
    person: Person = field(init=False)
    employer: Client = field(init=False)
    worker_person: Person | None = None
    worker: Client = field(init=False)

    def __post_init__(self) -> None:
        for service_id in ("s59_new", "s13_hire", "s13_exit"):
            make.service(service_id)
        self.person = self.stage.world.applicant()
        self.employer = self.stage.browser(self.person, "applicant")

    @property
    def case(self) -> UUID:
        return UUID(self.home.split("/")[2])

    @property
    def application(self) -> Application:
        return Application.objects.get(pk=self.case)

    def begin(self, service: str = "s59_new") -> "Portal":
        page = tree(self.employer.get(f"/services/{service}/start/"))
        posted = {"ticket": page.xpath("//input[@name='ticket']/@value")[0], "filer": "other"}
        self.home = self.employer.post(f"/services/{service}/start/", posted)["Location"]
        return self

    def answer(self, section: str, client: Client | None = None, version: int = 0, **changes: str) -> Any:
        posted = make.ANSWERS[section] | changes | {"version": version}
        return (client or self.employer).post(f"{self.home}sections/{section}/", posted)

    def upload(self, document: str, content: bytes | None = None, name: str = "scan.jpg") -> Any:
        file = SimpleUploadedFile(name, picture(document) if content is None else content)
        return self.employer.post(f"{self.home}documents/{document}/", {"file": file})

    def complete(self) -> "Portal":
        """All answers, all required documents, pressed."""
        for section in make.ANSWERS:
            assert self.answer(section).status_code == 302
        for document in make.service().definition.documents:
            if document.required:
                assert self.upload(document.id).status_code == 302
        for evidence in Evidence.objects.filter(case=self.case):
            keep_pages(evidence, pages=[picture(evidence.document)], scan="unscanned", at=self.stage.at)
        return self

    def invite(self) -> str:
        page = tree(self.employer.post(f"{self.home}invitation/"))
        return str(page.xpath("//*[@data-invitation-code]")[0].text)

    def join(self) -> "Portal":
        """The worker claims the invitation in a fresh browser and makes a passkey."""
        self.worker = self.stage.browser(self.person, "applicant")
        self.worker.cookies.clear()
        answer = self.worker.post("/join/", {"code": self.invite(), **CLAIM})
        ticket = parse_qs(urlsplit(answer["Location"]).query)["ticket"][0]
        secret = self.worker.cookies["wp_pre_applicant"].value
        self.worker_person = self.stage.world.make_passkey(ticket, secret)
        self.worker = self.stage.browser(self.worker_person, "applicant")
        self.worker.get(f"/join/{self.case}/")
        return self

    def confirm(self) -> Any:
        """The worker signs what the page sends to be signed; answers the page that follows."""
        assert self.worker_person is not None
        answer = self.worker.post(f"{self.home}confirm/")
        request = urlsplit(answer["Location"]).path.split("/")[2]
        asked = self.stage.world.ask("signin", "confirmation", request=request)
        origin = settings.SITES["signin"]
        assertion = self.worker_person.authenticator.get(origin, asked["challenge"], asked["credentials"])
        self.stage.world.ask("signin", "finish_confirmation", request=request, assertion=assertion)
        return self.worker.get(f"{self.home}confirmed/")

    def submitted(self) -> "Portal":
        self.begin().complete().join().confirm()
        assert self.employer.post(f"{self.home}check/")["Location"] == f"{self.home}submitted/"
        return self

    def paid(self, kind: str = "F1") -> "Portal":
        bill = Bill.objects.get(application=self.case, kind=kind)
        applications.record_payment(make.notice(bill), at=self.stage.at)
        return self


def tree(answer: Any) -> html.HtmlElement:
    """The page of an answer."""
    return html.fromstring(answer.content.decode())


def words(answer: Any) -> str:
    """The visible words of a page, spaces joined."""
    return " ".join(tree(answer).xpath("//main")[0].text_content().split())
