"""What a draft must keep; each rule is raised by the act that it stops."""

from collections.abc import Sequence
from datetime import datetime

from workpermit.core.actors import Actor
from workpermit.core.errors import RuleBroken
from workpermit.oversight.models import LONGEST_NOTE, Draft
from workpermit.oversight.subjects import Mistake, Published


class NotTheAuthor(RuleBroken):
    """Only its author changes a draft, tries it, proposes it or drops it."""


class SecondOfficerNeeded(RuleBroken):
    """Whoever wrote a draft does not publish it."""


class DraftHasChanged(RuleBroken):
    """The draft was saved somewhere else after it was opened."""


class DraftHasMistakes(RuleBroken):
    """What is proposed and published has no mistake."""

    def __init__(self, mistakes: Sequence[Mistake]):
        super().__init__(f"{len(mistakes)} mistakes")
        self.mistakes = tuple(mistakes)


class DraftChangesNothing(RuleBroken):
    """A new version says something else than the one that it follows."""


class BaseIsOutdated(RuleBroken):
    """A version was published after this draft was begun; the draft is brought up to it first."""


class BeginsInThePast(RuleBroken):
    """A version cannot begin before it is published."""


class NoteMissing(RuleBroken):
    """Whoever proposes says why, and so does whoever sends back, in 1,000 characters."""


def check_author(draft: Draft, by: Actor) -> None:
    """Raises NotTheAuthor."""
    if draft.author != by.id:
        raise NotTheAuthor


def check_second(draft: Draft, by: Actor) -> None:
    """Raises SecondOfficerNeeded."""
    if draft.author == by.id:
        raise SecondOfficerNeeded


def check_revision(draft: Draft, seen: int) -> None:
    """Raises DraftHasChanged."""
    if draft.revision != seen:
        raise DraftHasChanged


def check_base(draft: Draft, newest: Published) -> None:
    """Raises BaseIsOutdated."""
    if draft.base != newest.version:
        raise BaseIsOutdated


def check_mistakes(mistakes: Sequence[Mistake]) -> None:
    """Raises DraftHasMistakes."""
    if mistakes:
        raise DraftHasMistakes(mistakes)


def check_begins(begins: datetime, at: datetime) -> None:
    """Raises BeginsInThePast."""
    if begins < at:
        raise BeginsInThePast


def check_note(note: str) -> str:
    """The note without spaces at its ends. Raises NoteMissing."""
    if not note.strip() or len(note.strip()) > LONGEST_NOTE:
        raise NoteMissing
    return note.strip()
