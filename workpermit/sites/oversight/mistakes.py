"""What is wrong with a definition, in the reader's language. Names of fields and codes stay as they are written."""

import re
from collections.abc import Iterator
from functools import lru_cache

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from workpermit.oversight.subjects import Mistake

# As the catalogue says it in English (`consistency`, `fee_schedule`, `rule_trial`, `cel`) and msgspec of a shape.
SENTENCES = (
    _("%(name)s stands there %(count)s times"),
    _("lies before %(other)s"),
    _("the permits would end before the window does"),
    _("stands after a later day"),
    _("has no name in both languages"),
    _("the calendar is empty"),
    _("%(name)s is not a date of this section"),
    _("a choice has options, and nothing else has"),
    _("a pattern needs pattern_says, the sentence for those who miss it"),
    _("%(name)s never answers %(values)s"),
    _("give either rule or built_in"),
    _("this service does not ask what %(name)s looks at"),
    _("this form does not ask for %(name)s"),
    _("%(name)s is missing"),
    _("there is no reason %(name)s"),
    _("there is no answer %(name)s"),
    _("there is no fee %(name)s for the track %(track)s"),
    _("there is no %(name)s"),
    _("give the section, or the law in its place"),
    _("names no law"),
    _("name the fee for filing, even one whose amount is not known"),
    _("the route asks for a filing fee, but none is named"),
    _("the route asks for a permit fee, but none is named"),
    _("visit and the route do not agree"),
    _("a notice is acknowledged, everything else is decided"),
    _("the route needs it"),
    _("none can be used to %(use)s"),
    _("asks no %(name)s"),
    _("%(name)s has a flat fee beside other fees, so that two amounts fit one term"),
    _("%(name)s has two steps of %(term)s months"),
    _("%(name)s has a gap: no step covers a term of %(term)s months"),
    _("%(name)s has a step of more than %(term)s months, which the rule for longer terms does not know"),
    _("%(name)s has a gap: longer terms need a step of %(term)s months"),
    _("%(name)s makes a longer term cheaper than a shorter one"),
    _("never holds, whatever is answered"),
    _("always holds, whatever is answered"),
    _("contradicts %(name)s; both never hold together"),
    _("the name of what is drafted cannot change"),
    _("%(rule)s does not answer yes or no"),
    _("Object missing required field `%(name)s`"),
    _("Object contains unknown field `%(name)s`"),
    _("Expected `%(wanted)s`, got `%(found)s`"),
    _("Invalid enum value %(found)s"),
)
# The rule language's own words: where, counted from 1, and what.
_CEL = re.compile(r"INVALID_ARGUMENT: ERROR: <input>:(?P<line>\d+):(?P<letter>\d+): (?P<what>[^\n]*)", re.DOTALL)
_UNKNOWN = re.compile(r"undeclared reference to '(?P<name>[^']*)'")
_UNLIKE = re.compile(r"found no matching overload for '_?(?P<sign>[^'_]*)_?' applied to '\((?P<kinds>[^)]*)\)'")


def say_mistake(mistake: Mistake) -> str:
    """The sentence for a mistake; one that nobody foresaw stays in English."""
    cel = _CEL.match(mistake.says)
    if cel is not None:
        return _say_rule(cel)
    for sentence, pattern in _patterns():
        found = pattern.fullmatch(mistake.says)
        if found is not None:
            return gettext(sentence) % found.groupdict()
    return mistake.says


def _say_rule(found: re.Match[str]) -> str:
    what = found["what"]
    if unknown := _UNKNOWN.search(what):
        says = gettext("there is no fact called %(name)s") % unknown.groupdict()
    elif unlike := _UNLIKE.search(what):
        says = gettext("%(sign)s cannot be used between these kinds of values: %(kinds)s") % unlike.groupdict()
    else:
        says = gettext("this is not a complete expression")
    return gettext("The rule does not compile. Line %(line)s, letter %(letter)s: %(says)s") % {
        "line": found["line"],
        "letter": found["letter"],
        "says": says,
    }


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_compiled())


def _compiled() -> Iterator[tuple[str, re.Pattern[str]]]:
    for sentence in SENTENCES:
        parts = re.split(r"%\((\w+)\)s", sentence)
        pattern = "".join(f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
        yield sentence, re.compile(pattern, re.DOTALL)
