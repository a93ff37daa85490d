"""What letters say: texts in Thai and English, and a file for each further language.

A text may use `$name` for what `facts_for` provides; a name that is missing is a fault, found by the
test that fills in every text.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template

from workpermit.core.languages import ENGLISH

PATH = Path(__file__).with_name("texts.toml")
FURTHER_TEXTS = Path(__file__).with_name("languages")

Texts = dict[str, dict[str, dict[str, str]]]  # template → language → subject and body


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    body: str


@lru_cache(maxsize=1)
def all_texts() -> Texts:
    """Every text of `texts.toml`, with what the further languages have of it."""
    texts: Texts = tomllib.loads(PATH.read_text())
    return {template: ours | in_further(template) for template, ours in texts.items()}


@lru_cache(maxsize=1)
def further_texts() -> Texts:
    """Language → template → subject and body, as the files of the further languages have them."""
    return {file.stem: tomllib.loads(file.read_text()) for file in sorted(FURTHER_TEXTS.glob("*.toml"))}


def in_further(template: str) -> dict[str, dict[str, str]]:
    """Language → subject and body of one text, for those further languages that have it."""
    return {language: texts[template] for language, texts in further_texts().items() if template in texts}


def in_language(texts: Mapping[str, dict[str, str]], language: str) -> dict[str, str]:
    """The text in a language; English where it has none."""
    return texts.get(language, texts[ENGLISH])


def write_letter(template: str, language: str, words: Mapping[str, str]) -> Letter:
    """The letter in one language. Raises KeyError for an unknown template or a missing word."""
    texts = in_language(all_texts()[template], language)
    frame = in_language(all_texts()["frame"], language)
    body = Template(texts["body"]).substitute(words).strip()
    return Letter(
        subject=Template(texts["subject"]).substitute(words).strip(),
        body=Template(frame["body"]).substitute(words, letter=body).strip() + "\n",
    )
