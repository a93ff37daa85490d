"""What a complaint can be about, and until when it is to be answered: data of `topics.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from workpermit.catalogue.wording import Text
from workpermit.core.calendar import bangkok_date
from workpermit.core.errors import RuleBroken
from workpermit.core.languages import ENGLISH

PATH = Path(__file__).with_name("topics.toml")
CENTRE_TOPICS = ("centre_money", "centre_service")  # about a centre: what its operator sees in the complaint book


class UnknownTopic(RuleBroken):
    """A complaint is about one of the published subjects."""


class About(StrEnum):
    """What a subject names: a centre, an office, or an application of the reader's own."""

    CENTRE = "centre"
    OFFICE = "office"
    CASE = "case"


@dataclass(frozen=True, slots=True)
class Topic:
    """One subject; `names` by language."""

    id: str
    about: About
    names: dict[str, str]

    def show(self, language: str) -> str:
        """The subject in a language, English where it has none."""
        return self.names.get(language, self.names[ENGLISH])


@lru_cache(maxsize=1)
def all_topics() -> dict[str, Topic]:
    """Every subject by its id, in the order of the page."""
    said = tomllib.loads(PATH.read_text(encoding="utf-8"))["topics"]
    return {
        id: Topic(id, About(one["about"]), {language: text for language, text in one.items() if language != "about"})
        for id, one in said.items()
    }


def get_topic(topic: str) -> Topic:
    """Raises UnknownTopic."""
    try:
        return all_topics()[topic]
    except KeyError:
        raise UnknownTopic from None


@lru_cache(maxsize=1)
def answer_days() -> int:
    """How many calendar days the office has; a setting, with its note in `topics.toml`."""
    return int(tomllib.loads(PATH.read_text(encoding="utf-8"))["answer_days"])


@lru_cache(maxsize=1)
def period_note() -> Text:
    """Where the office's days come from, as far as is known; for policy officers."""
    said = tomllib.loads(PATH.read_text(encoding="utf-8"))
    return Text(said["note_th"], said["note"])


def due_on(at: datetime) -> date:
    """The last day for an answer to what arrives at `at`; the first day is not counted."""
    return bangkok_date(at) + timedelta(days=answer_days())
