"""What the letter with a sign-in code says."""

import tomllib
from functools import lru_cache
from pathlib import Path
from string import Template

from workpermit.core.languages import THAI
from workpermit.letters.texts import Letter, in_further, in_language

PATH = Path(__file__).with_name("code_letter.toml")


@lru_cache(maxsize=1)
def code_texts() -> dict[str, dict[str, str]]:
    """Language → subject and body; further languages have it beside their other letters, as `sign_in_code`."""
    return tomllib.loads(PATH.read_text()) | in_further("sign_in_code")


def write_code_letter(language: str, *, name: str, code: str, site: str) -> Letter:
    """The letter in one language; eight digits are read more easily in two groups."""
    text = in_language(code_texts(), language or THAI)
    words = {"name": name, "code": f"{code[:4]} {code[4:]}", "site": site}
    return Letter(text["subject"], Template(text["body"]).substitute(words).strip() + "\n")
