"""What the catalogue states without being sure, and what no source answers: the policy officers' list of work."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from workpermit.catalogue.cohorts import Cohort
from workpermit.catalogue.definition import Certainty, Service, Text


class Kind(StrEnum):
    """What part of the catalogue an open fact belongs to."""

    SERVICE = "service"
    QUESTION = "question"
    FEE = "fee"
    DOCUMENT = "document"
    CHECK = "check"
    WINDOW = "window"
    DEADLINE = "deadline"
    FOLLOW_UP = "follow_up"
    COHORT = "cohort"


class Openness(StrEnum):
    """How open: not known at all, or known with low or medium certainty."""

    UNKNOWN = "unknown"
    LOW = "low"
    MEDIUM = "med"


@dataclass(frozen=True, slots=True)
class OpenFact:
    """`what` is a text of the catalogue or an identifier in it; `note` is its author's remark, in English."""

    kind: Kind
    openness: Openness
    what: Text | str
    note: str


def open_facts(service: Service) -> list[OpenFact]:
    """Everything about a service that is not certain, in the order of the definition."""
    return [*_of_service(service), *_of_parts(service)]


def open_facts_of_cohort(cohort: Cohort) -> list[OpenFact]:
    """What is not certain about a cohort: its resolution as a whole, and each day that no source gives."""
    days = {
        "file_until": cohort.file_until,
        "pay_until": cohort.pay_until,
        "permit_until": cohort.permit_until,
        **{f"later_documents: {one.document}": one.by for one in cohort.later_documents},
    }
    missing = [OpenFact(Kind.COHORT, Openness.UNKNOWN, name, cohort.note) for name, day in days.items() if day is None]
    return [*_stated(Kind.COHORT, cohort.certainty, cohort.name, cohort.note), *missing]


def _of_service(service: Service) -> Iterator[OpenFact]:
    yield from _stated(Kind.SERVICE, service.certainty, service.name, service.note)
    for question in service.open_questions:
        yield OpenFact(Kind.QUESTION, Openness.UNKNOWN, question, "")
    for fee in service.fees:
        if fee.satang is None:
            yield OpenFact(Kind.FEE, Openness.UNKNOWN, fee.id, fee.note)
        else:
            yield from _stated(Kind.FEE, fee.certainty, fee.id, fee.note)


def _of_parts(service: Service) -> Iterator[OpenFact]:
    for document in service.documents:
        yield from _stated(Kind.DOCUMENT, document.certainty, document.name, document.note)
    for check in service.checks:
        yield from _stated(Kind.CHECK, check.certainty, check.name, check.note)
    for name in service.windows.__struct_fields__:
        window = getattr(service.windows, name)
        if window is not None:
            yield from _stated(Kind.WINDOW, window.certainty, name, window.note)
    if service.deadline is not None:
        yield from _stated(Kind.DEADLINE, service.deadline.certainty, service.deadline.law, "")
    if service.follow_up is not None:
        yield from _stated(Kind.FOLLOW_UP, service.follow_up.certainty, service.follow_up.text, "")


def _stated(kind: Kind, certainty: Certainty, what: Text | str, note: str) -> Iterator[OpenFact]:
    if certainty is not Certainty.HIGH:
        yield OpenFact(kind, Openness(certainty.value), what, note)
