"""Whether somebody who says that he is the worker can be: what the national login signed about him speaks against it.

An account that has a passkey alone says nothing here; the counter decides, as for everybody.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from workpermit.sealing.refusal import Refused
from workpermit.vault import trace
from workpermit.vault.accounts import read_profile
from workpermit.vault.call import Call
from workpermit.vault.purposes import CONFIRM


@dataclass(frozen=True, slots=True)
class NumberClass:
    """Whom the first digit of a number of the population register stands for.

    `thai_alone`: foreigners never have one. `certainty` is `high` or `medium`; none of it was read in a law, so `note`
    says what speaks for it. Where foreigners may be among the holders, nobody is refused for the digit.
    """

    who: str
    thai_alone: bool
    certainty: str
    note: str = ""


NUMBER_CLASSES: dict[str, NumberClass] = {
    "0": NumberClass("without Thai status: registered migrant workers (00), stateless people", False, "high"),
    "1": NumberClass("Thai, birth reported in time", True, "high"),
    "2": NumberClass("Thai, birth reported late", True, "high"),
    "3": NumberClass(
        "in a house register when numbers were given out first",
        False,
        "medium",
        "most are Thai; foreigners with a certificate of alien who were registered then are said to be among them",
    ),
    "4": NumberClass(
        "moved before a number had been given", False, "medium", "as 3: foreigners with a certificate are not excluded"
    ),
    "5": NumberClass("Thai, added to a house register later", True, "medium", "secondary sources agree"),
    "6": NumberClass("entered unlawfully, or for a time", False, "high"),
    "7": NumberClass("children of 6, born in Thailand", False, "high"),
    "8": NumberClass("lawful resident foreigners; naturalised people too", False, "high"),
}

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "master"})
_THAI_TITLE = re.compile("^(นางสาว|นาย|นาง)")  # written without a space; taken off both sides, so nobody loses a name


def check_foreigner(call: Call, account: UUID) -> None:
    """Raises Refused with `thai_person` where the national login signed a number that Thai people alone have."""
    signed = _signed_profile(call, account)
    found = NUMBER_CLASSES.get(signed.get("pid", "")[:1])
    if found is not None and found.thai_alone:
        raise Refused("thai_person")


def check_own_name(call: Call, account: UUID, said: Mapping[str, Any]) -> None:
    """Raises Refused with `other_name` where the signed name and the worker's, in the same letters, do not agree."""
    signed = _signed_profile(call, account)
    typed = " ".join(str(said[part]) for part in ("given_names", "family_name") if said.get(part))
    for name in (signed.get("name_en", ""), signed.get("name", "")):
        if _is_latin(name) == _is_latin(typed) and not is_same_name(name, typed):
            raise Refused("other_name")


def is_same_name(one: str, other: str) -> bool:
    """Whether two writings of a name agree: order, capitals, marks, titles and spaces do not matter.

    A middle name may stand in one of them alone. An empty name says nothing and agrees with all.
    """
    first, second = _words(one), _words(other)
    if not (first and second):
        return True
    return set(first) <= set(second) or set(second) <= set(first) or "".join(first) == "".join(second)


def _words(name: str) -> list[str]:
    spread = _THAI_TITLE.sub("", unicodedata.normalize("NFKD", name.strip()).casefold())
    if _is_latin(spread):
        spread = "".join(sign for sign in spread if not unicodedata.combining(sign))
    parted = "".join(sign if sign.isalpha() or unicodedata.combining(sign) else " " for sign in spread)
    return [word for word in parted.split() if word not in _TITLES]


def _is_latin(name: str) -> bool:
    return any("a" <= sign <= "z" for sign in name.casefold())


def _signed_profile(call: Call, account: UUID) -> dict[str, str]:
    """What the national login signed; empty for an account that it does not know. The look is a row of the log."""
    known = call.db.one("SELECT 1 AS found FROM account WHERE account = %s AND national IS NOT NULL", account)
    if known is None:
        return {}
    look = replace(call.trace, purpose=CONFIRM.name, kinds=["profile"], records=[])
    trace.write(call.db, look, granted=True, at=call.now)
    return read_profile(call, account)
