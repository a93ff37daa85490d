"""Which service fits: a tree of questions from `th/finder.toml`, walked one answer at a time."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from workpermit.catalogue.definition import Part, Text
from workpermit.catalogue.reading import HERE, BadCatalogue


class Answer(Part, frozen=True):
    """One answer; it leads to `next`, a question, or to `outcome`."""

    value: str
    label: Text
    next: str = ""
    outcome: str = ""


class FinderQuestion(Part, frozen=True):
    """One question of the tree."""

    text: Text
    answers: tuple[Answer, ...]
    hint: Text | None = None


class FinderOutcome(Part, frozen=True):
    """Where the questions lead. `kind` is service, exempt, not_possible or office."""

    kind: str
    title: Text
    text: Text
    law: str
    service: str = ""


class Finder(Part, frozen=True):
    """The whole tree."""

    first: str
    questions: dict[str, FinderQuestion]
    outcomes: dict[str, FinderOutcome]


class FinderStep(Part, frozen=True):
    """Where somebody stands: the question to answer next, or the outcome; `asked` are the ids so far."""

    asked: tuple[str, ...]
    question_id: str = ""
    question: FinderQuestion | None = None
    outcome: FinderOutcome | None = None


@lru_cache(maxsize=1)
def finder() -> Finder:
    """The tree, read and checked once. Raises BadCatalogue."""
    try:
        tree = msgspec.convert(tomllib.loads((HERE / "finder.toml").read_text(encoding="utf-8")), Finder)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise BadCatalogue(f"finder.toml: {wrong}") from wrong
    later = list(tree.questions)
    for name, question in tree.questions.items():
        later.remove(name)  # a question leads only to a later one, so that every walk ends
        for answer in question.answers:
            leads = (answer.next in later) + (answer.outcome in tree.outcomes)
            if leads != 1 or bool(answer.next) == bool(answer.outcome):
                raise BadCatalogue(f"finder.toml: questions.{name}: {answer.value} leads nowhere")
    return tree


def walk(answers: Mapping[str, str]) -> FinderStep:
    """Follow the answers given so far (question id to value) to the next question or the outcome."""
    tree = finder()
    place, asked = tree.first, []
    while True:
        question = tree.questions[place]
        asked.append(place)
        given = next((answer for answer in question.answers if answer.value == answers.get(place)), None)
        if given is None:
            return FinderStep(tuple(asked), place, question)
        if given.outcome:
            return FinderStep(tuple(asked), outcome=tree.outcomes[given.outcome])
        place = given.next
