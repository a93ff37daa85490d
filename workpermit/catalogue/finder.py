"""Which service fits: a tree of questions from `th/finder.toml`, walked one answer at a time."""

import tomllib
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

import msgspec

from workpermit.catalogue.cohorts import Cohort, CohortState
from workpermit.catalogue.definition import Part, Service, Text
from workpermit.catalogue.filled import fill
from workpermit.catalogue.reading import HERE, BadCatalogue


class Answer(Part, frozen=True):
    """One answer; it leads to `next`, a question, to a `service`, or to `outcome`."""

    value: str
    label: Text
    next: str = ""
    service: str = ""
    outcome: str = ""


class FinderQuestion(Part, frozen=True):
    """One question of the tree."""

    text: Text
    answers: tuple[Answer, ...]
    hint: Text | None = None


class FinderOutcome(Part, frozen=True):
    """Where the questions lead. `kind` is service, closed, exempt, not_possible or office.

    `window` says when the group of a cabinet resolution may file; `instead` are services that may fit where none was
    found, in the order in which they are offered.
    """

    kind: str
    title: Text
    text: Text
    law: str
    service: str = ""
    window: Text | None = None
    instead: tuple[str, ...] = ()


class Finder(Part, frozen=True):
    """The whole tree, and the sentences for the window of a cohort by its state.

    `while_closed` are the services that are offered instead where a group may not file.
    """

    first: str
    questions: dict[str, FinderQuestion]
    outcomes: dict[str, FinderOutcome]
    windows: dict[CohortState, Text]
    while_closed: tuple[str, ...]


class FinderStep(Part, frozen=True):
    """Where somebody stands; `asked` are the ids of the questions so far.

    Either a question is to be answered next, or there is the id of a service or an outcome.
    """

    asked: tuple[str, ...]
    question_id: str = ""
    question: FinderQuestion | None = None
    service: str = ""
    outcome: FinderOutcome | None = None
    instead: tuple[Service, ...] = ()  # those of the outcome that can be filed


@lru_cache(maxsize=1)
def finder() -> Finder:
    """The tree, read and checked once. Raises BadCatalogue."""
    try:
        tree = msgspec.convert(tomllib.loads((HERE / "finder.toml").read_text(encoding="utf-8")), Finder)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as wrong:
        raise BadCatalogue(f"finder.toml: {wrong}") from wrong
    services = {path.stem for path in (HERE / "services").glob("*.toml")}
    later = list(tree.questions)
    for name, question in tree.questions.items():
        later.remove(name)  # a question leads only to a later one, so that every walk ends
        for answer in question.answers:
            named = [bool(answer.next), bool(answer.service), bool(answer.outcome)]
            leads = (answer.next in later) + (answer.service in services) + (answer.outcome in tree.outcomes)
            if leads != 1 or sum(named) != 1:
                raise BadCatalogue(f"finder.toml: questions.{name}: {answer.value} leads nowhere")
    offered = {*tree.while_closed, *(one for outcome in tree.outcomes.values() for one in outcome.instead)}
    if unknown := offered - services:
        raise BadCatalogue(f"finder.toml: instead: no such service: {', '.join(sorted(unknown))}")
    if missing := {*CohortState} - tree.windows.keys():
        raise BadCatalogue(f"finder.toml: windows: no sentence for {', '.join(sorted(missing))}")
    return tree


def walk(answers: Mapping[str, str]) -> FinderStep:
    """Follow the answers given so far (question id to value) to the next question, a service or an outcome."""
    tree = finder()
    place, asked = tree.first, []
    while True:
        question = tree.questions[place]
        asked.append(place)
        given = next((answer for answer in question.answers if answer.value == answers.get(place)), None)
        if given is None:
            return FinderStep(tuple(asked), place, question)
        if given.service:
            return FinderStep(tuple(asked), service=given.service)
        if given.outcome:
            return FinderStep(tuple(asked), outcome=tree.outcomes[given.outcome])
        place = given.next


def service_outcome(service: Service, cohort: Cohort | None, at: datetime) -> FinderOutcome:
    """The outcome that a service is, with the window of its cohort; closed services are not offered."""
    outcome = FinderOutcome(
        kind="service",
        title=service.short_name,
        text=service.summary,
        law=service.legal_basis(),
        service=service.id,
        window=window_of(cohort, at) if cohort else None,
    )
    if cohort is None or cohort.is_open(at):
        return outcome
    return msgspec.structs.replace(outcome, kind="closed", service="", instead=finder().while_closed)


def window_of(cohort: Cohort, at: datetime) -> Text:
    """When a cohort may file, in words, as it stands at `at`."""
    closes = cohort.file_until or at
    return fill(finder().windows[cohort.state(at)], opens=cohort.opens_at(), closes=closes)


def office() -> FinderOutcome:
    """The outcome where no service of this system helps."""
    return finder().outcomes["office"]
