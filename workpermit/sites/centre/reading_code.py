"""What a clerk types or scans to check somebody in: the application's number and the visitor's code.

A scanner that behaves like a keyboard types both in one go into the first field.
"""

import re
from dataclasses import dataclass

from workpermit.core.ids import clean_number, is_number

NUMBER_LENGTH, CODE_LENGTH = 13, 8


@dataclass(frozen=True, slots=True)
class Typed:
    """Digits as they were understood; `shown` is what was typed, for the form."""

    number: str
    code: str
    shown: str

    @property
    def has_number(self) -> bool:
        return is_number(self.number)

    @property
    def has_code(self) -> bool:
        return re.fullmatch(rf"[0-9]{{{CODE_LENGTH}}}", self.code) is not None


def read_typed(number: str, code: str) -> Typed:
    """Take both from the first field where a scanner put them there."""
    digits, shown = clean_number(number), number.strip()
    both = re.findall(r"[0-9]+", digits)
    joined = "".join(both)
    if not code.strip() and len(joined) == NUMBER_LENGTH + CODE_LENGTH:
        return Typed(joined[:NUMBER_LENGTH], joined[NUMBER_LENGTH:], joined[:NUMBER_LENGTH])
    return Typed(digits, clean_number(code), shown)
