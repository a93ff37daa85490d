"""Texts with places to fill in, whose words come in the reader's language too."""

from datetime import datetime

from workpermit.catalogue.definition import Text
from workpermit.core.calendar import show_time


class FilledText(Text, frozen=True):
    """A text made of a template and of words; `th` and `en` are filled in, further languages when shown."""

    template: Text
    words: dict[str, object]

    def show(self, language: str) -> str:
        """The template in a language, filled with words in the same language."""
        return _show(self.template, self.words, language)


def fill(template: Text, **words: object) -> FilledText:
    """A text whose `{name}` are filled in; a word may be a text or a time. Raises KeyError for a missing word."""
    return FilledText(_show(template, words, "th"), _show(template, words, "en"), template, words)


def _show(template: Text, words: dict[str, object], language: str) -> str:
    return template.show(language).format(**{name: _word(word, language) for name, word in words.items()})


def _word(word: object, language: str) -> object:
    match word:
        case Text():
            return word.show(language)
        case datetime():
            return show_time(word, language)
        case _:
            return word
