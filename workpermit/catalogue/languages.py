"""The catalogue's texts in further languages: one file for each, keyed by the exact English text.

`th/languages/<language>.csv` has the columns `en,text`; the same label of two services stands there
once. Names of countries and nationalities come from Unicode CLDR unless the file has its own.
docs/translating.md says how a translator adds or mends a language.
"""

import csv
from functools import lru_cache
from pathlib import Path

import pycountry
from babel import Locale

from workpermit.core.languages import FURTHER

HERE = Path(__file__).parent / "th"
FOLDER = HERE / "languages"


def translate(english: str, language: str) -> str:
    """The text in a language; the English one where there is no translation."""
    return translations(language).get(english, english) if language in FURTHER else english


@lru_cache(maxsize=len(FURTHER))
def translations(language: str) -> dict[str, str]:
    """English text → text in one of the further languages."""
    return _countries(language) | {row["en"]: row["text"] for row in rows(language) if row["text"]}


def rows(language: str) -> list[dict[str, str]]:
    """The lines of a language's file in their order; none where there is no file yet."""
    file = FOLDER / f"{language}.csv"
    return _read(file) if file.exists() else []


def _countries(language: str) -> dict[str, str]:
    """Countries, and nationalities by their country, under the English names of our own lists."""
    names = Locale.parse(language).territories
    listed = [(row["code"], row["name_en"]) for row in _read(HERE / "countries.csv")]
    listed += [(row["iso3"], row["name_en"]) for row in _read(HERE / "nationalities.csv")]
    found = {}
    for code, english in listed:
        country = pycountry.countries.get(alpha_3=code) if code else None
        if country is not None and country.alpha_2 in names:
            found[english] = names[country.alpha_2]
    return found


def _read(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
