"""What a register says about an employer, and how that compares with what the employer declared."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from workpermit.core.ids import is_thai_id
from workpermit.core.money import plain_baht

SECTION = "employer"
NUMBER, KIND, JURISTIC = "employer_number", "employer_kind", "juristic"
# A difference here is worth an officer's look; address and business are free text that nobody writes alike.
COMPARED = ("name_th", "name_en", "capital", "province")
_LEGAL_FORM = (("company", "co"), ("limited", "ltd"), ("corporation", "corp"))


class EmployerFacts(msgspec.Struct, frozen=True):
    """A juristic person as registered. Money in satang, days ISO 8601; empty or None where nothing is said.

    `status` is `operating`, `dissolved`, `liquidated`, `struck_off` or `other`; `status_text` is the register's own
    word for it. `province` is a code of the catalogue.
    """

    number: str
    name_th: str
    name_en: str
    kind: str
    status: str
    status_text: str
    registered_on: str
    capital: int | None
    paid_up: int | None
    tsic: str
    business: str
    address: str
    province: str
    directors: tuple[str, ...] = ()

    def form_values(self) -> dict[str, str]:
        """The questions of the employer's section that need not be asked, as somebody would type the answers."""
        known = {
            "name_th": self.name_th,
            "name_en": self.name_en,
            "business": self.business,
            "capital": plain_baht(self.paid_up) if self.paid_up is not None else "",
            "address": self.address,
            "province": self.province,
        }
        return {name: value for name, value in known.items() if value}


def is_juristic_number(text: str) -> bool:
    """Whether 13 digits are the number of a juristic person, which begins with 0; others are people's own."""
    return text.startswith("0") and len(text) == 13 and is_thai_id(text)


def differences(declared: Mapping[str, Any], facts: EmployerFacts) -> list[str]:
    """The questions that were answered otherwise than the register says, in the order of `COMPARED`."""
    said: dict[str, Any] = {**facts.form_values(), "capital": facts.paid_up}
    return [
        name
        for name in COMPARED
        if declared.get(name) and said.get(name) not in (None, "") and _alike(declared[name]) != _alike(said[name])
    ]


def _alike(value: Any) -> str:
    """Without what people write differently: case, spaces, punctuation, long and short forms of `Limited`."""
    text = re.sub(r"[\W_]+", "", str(value).casefold())
    for long, short in _LEGAL_FORM:
        text = text.replace(long, short)
    return text
