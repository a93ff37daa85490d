"""About what a question is, and which paper an answer may bring."""

from dataclasses import dataclass

from workpermit.catalogue.definition import Document, Service, Text
from workpermit.questions.models import Question, Topic

# What comes with an answer and belongs to no line of the checklist.
ANSWER_PAPER = Document(
    id="answer_paper",
    name=Text("เอกสารประกอบคำตอบ", "Paper with an answer"),
    hint=Text("เอกสารที่ช่วยอธิบายคำตอบ", "A paper that explains the answer"),
    required=False,
    max_pages=20,
)


@dataclass(frozen=True, slots=True)
class About:
    """An answer of the form, a document of the checklist, or nothing in particular."""

    topic: Topic = Topic.FREE
    section: str = ""
    field: str = ""
    document: str = ""

    @classmethod
    def from_name(cls, name: str) -> "About":
        """`answer:job.wage`, `document:passport` or `free`, as a form writes it. Raises ValueError."""
        topic, _colon, what = name.partition(":")
        section, _dot, field = what.partition(".")
        match Topic(topic):
            case Topic.ANSWER:
                return cls(Topic.ANSWER, section=section, field=field)
            case Topic.DOCUMENT:
                return cls(Topic.DOCUMENT, document=what)
            case _:
                return cls()


def paper_for(service: Service, question: Question) -> Document:
    """The document as which a paper with the answer is kept."""
    found = next((one for one in service.documents if one.id == question.document), None)
    return found or ANSWER_PAPER


def document_name(service: Service, document: str) -> Text | str:
    """How a paper is called on pages, one that came with an answer too."""
    named = {one.id: one.name for one in (*service.documents, ANSWER_PAPER)}
    return named.get(document, document)
