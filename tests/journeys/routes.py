"""A filing of any service: typed in a browser by its filer, with the rest of its people as in `cases.py`."""

from dataclasses import dataclass, field
from datetime import date

from tests.catalogue import samples
from tests.journeys import acts
from tests.journeys.browser import Person
from tests.journeys.cases import Case, new_persona, today
from tests.system import System
from workpermit.catalogue.definition import FieldType
from workpermit.cli.walk import evidence
from workpermit.cli.walk.browser import Browser
from workpermit.cli.walk.persona import as_parts

BANGKOK = {"province": "10", "postcode": "10330"}  # the office of the demonstration's officers


def typed_sections(service: str, **changes: dict[str, str]) -> dict[str, dict[str, str]]:
    """The service's sample filing as a browser posts it: dates in three parts, boxes one by one."""
    definition = samples.service(service)
    return {
        section: {
            name: value
            for question, answer in typed.items()
            for name, value in _posted(definition.section_by_id(section).field(question).type, question, answer).items()
        }
        for section, typed in samples.sample_answers(service, today=today(), **changes).items()
    }


def _posted(kind: FieldType, name: str, value: str) -> dict[str, str]:
    if kind is FieldType.DATE:
        return as_parts(name, date.fromisoformat(value))
    if kind is FieldType.CHOICES:
        return {f"{name}_{one}": one for one in value.split(";")}
    return {name: value}


@dataclass
class Route(Case):
    """`changes` replace answers of the sample filing by section."""

    service: str = "s59_new"
    changes: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, system: System, service: str, **changes: dict[str, str]) -> "Route":
        """A worker with a passport of his own, and work in Bangkok from today."""
        person = new_persona(nationality="MMR")
        definition = samples.service(service)
        known = {
            "worker": {"passport_number": person.passport_number, "birth_date": person.birth_date.isoformat()},
            "job": {"starts_on": today().isoformat()},
            "workplace": BANGKOK,
        }
        asked = {one.id: {field.id for field in one.fields} for one in definition.sections}
        merged = {
            section: {name: text for name, text in known.get(section, {}).items() if name in asked[section]}
            | changes.get(section, {})
            for section in asked
        }
        return cls(system.run, person, lambda line: None, service=service, changes=merged)

    def begin(self, filer: Person, whose: str = "other") -> None:
        """From the page of the service to the list of tasks, in the filer's browser."""
        filer.open("applicant", f"/services/{self.service}/")
        filer.page.locator(f"main a[href='/services/{self.service}/start/']").click()
        self.home = acts.begin(filer, whose)

    def fill_in(self, filer: Person) -> None:
        """Every section, typed; the papers follow without a browser."""
        for section, typed in typed_sections(self.service, **self.changes).items():
            acts.save_section(filer, self.home, section, typed)
        self.add_documents()

    def add_documents(self) -> None:
        """Every paper that the sample filing needs."""
        known = self.persona.papers()
        for document in samples.sample_documents(self.service, today=today()):
            file = known.get(document) or (f"{document}.pdf", evidence.paper(document, ["SPECIMEN"]), "application/pdf")
            self.employer.open(f"{self.home}documents/{document}/")
            self.employer.submit("", files={"file": file})

    def check(self) -> Browser:
        """The vault learns from the checks where the work is, and only then which office may open the case."""
        self.wait(lambda: "in_review" in self.employer.fetch(f"{self.home}state/").text)
        return super().check()

    def borrow(self, filer: Person) -> None:
        """Let what needs no browser be done with the session of somebody who signed in with one."""
        for one in filer.context.cookies():
            if one["name"] == "wp_applicant":
                self.employer.client.cookies.set(one["name"], one["value"], domain="applicant.localhost", path="/")
