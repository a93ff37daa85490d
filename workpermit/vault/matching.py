"""Whether two sayings about a person are about the same one."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workpermit.sealing.canonical import canonical
from workpermit.vault.keystore import KeyStore


@dataclass(frozen=True, slots=True)
class Person:
    """Keyed hashes of one human being as a filing describes him.

    `exact` is that of paper, birth date and nationality; `born` leaves out the paper, which changes in a life.
    """

    exact: bytes
    born: bytes


def person_in(keys: KeyStore, said: Mapping[str, Any]) -> Person | None:
    """The person whom sealed answers about a worker describe; None where something of it is missing."""
    paper, nationality = paper_number(said), str(said.get("nationality", "")).upper()
    birth = str(said.get("birth_date", ""))
    if not (paper and nationality and birth):
        return None
    return Person(
        keys.hmac("person", canonical([paper, nationality, birth])), keys.hmac("born", canonical([nationality, birth]))
    )


def paper_index(keys: KeyStore, said: Mapping[str, Any]) -> bytes | None:
    """The keyed hash of paper and nationality, by which filings about the same worker find each other."""
    paper, nationality = paper_number(said), str(said.get("nationality", "")).upper()
    return keys.hmac("worker", canonical([paper, nationality])) if paper else None


def paper_number(said: Mapping[str, Any]) -> str:
    """The number of the passport, or of the card that stands there for whoever has none; empty where none is given."""
    return clean_passport(str(said.get("passport_number") or ""))


def clean_passport(text: str) -> str:
    """Upper case, without spaces and hyphens."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def is_same_person(said: Mapping[str, Any], passport_number: str, birth_date: str) -> bool:
    """Number of the paper and birth date (ISO 8601) both agree; an empty field agrees with nothing."""
    sealed = f"{paper_number(said)}/{said.get('birth_date', '')}"
    typed = f"{clean_passport(passport_number)}/{birth_date}"
    complete = clean_passport(passport_number) != "" and birth_date != ""
    return complete and hmac.compare_digest(sealed.encode(), typed.encode())
