"""A trial on past cases in words and as bars."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from workpermit.core.ids import show_number
from workpermit.oversight.queries import Draft, Trial
from workpermit.sites.oversight.draft_words import language
from workpermit.sites.parts import Words

OUTCOMES: Mapping[str, Words] = {
    "pass": _("all is well"),
    "look": _("an officer must look"),
    "stop": _("stands against a permit"),
    "unknown": _("cannot be said"),
    "none": _("not checked"),
}
WIDTH = 600  # of the longest bar, in units of the picture


@dataclass(frozen=True, slots=True)
class Line:
    """What one check would find instead of what it found, in how many cases."""

    check: str
    was: Words
    now: Words
    reason: str
    count: int
    bar: int
    y: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A trial as its page shows it."""

    percent: int
    lines: tuple[Line, ...]
    height: int


def show_trial(trial: Trial, draft: Draft) -> Shown:
    """The most frequent change first."""
    checks = {one["code"]: one["name"][language()] for one in draft.definition["checks"]}
    reasons = {one["code"]: one["text"][language()] for one in draft.definition["reasons"]}
    most = max(trial.changed.values(), default=1)
    lines = []
    for place, (key, count) in enumerate(sorted(trial.changed.items(), key=lambda one: -one[1])):
        code, was, now, reason = key.split(" ")
        numbers = tuple(show_number(one) for one in trial.examples.get(key, []))
        lines.append(
            Line(
                checks.get(code, code),
                OUTCOMES.get(was, was),
                OUTCOMES.get(now, now),
                reasons.get(reason, ""),
                count,
                max(2, round(WIDTH * count / most)),
                place * 34,
                numbers,
            )
        )
    percent = 100 * trial.done // trial.total if trial.total else 100
    return Shown(percent, tuple(lines), len(lines) * 34)
