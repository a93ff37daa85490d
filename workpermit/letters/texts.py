"""What letters say: one file of texts, filled in with what the courier knows.

A text may use `$name` for what `facts_for` provides; a name that is missing is a fault, found by the
test that fills in every text.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import Template

PATH = Path(__file__).with_name("texts.toml")


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    body: str


@lru_cache(maxsize=1)
def all_texts() -> dict[str, dict[str, dict[str, str]]]:
    """Template → language → subject and body."""
    return tomllib.loads(PATH.read_text())


def write_letter(template: str, language: str, words: Mapping[str, str]) -> Letter:
    """The letter in one language. Raises KeyError for an unknown template or a missing word."""
    texts = all_texts()[template]["th" if language == "th" else "en"]
    frame = all_texts()["frame"]["th" if language == "th" else "en"]
    body = Template(texts["body"]).substitute(words).strip()
    return Letter(
        subject=Template(texts["subject"]).substitute(words).strip(),
        body=Template(frame["body"]).substitute(words, letter=body).strip() + "\n",
    )
