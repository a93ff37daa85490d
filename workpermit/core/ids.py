"""Identifiers: time-ordered UUIDs for rows, random numbers with check digits for people.

Numbers of applications and permits are 13 digits, the last two by ISO/IEC 7064 MOD 97-10, which
finds every single wrong digit and every exchange of two neighbours.
"""

import re
import secrets
import time
from uuid import UUID


def uuid7() -> UUID:
    """A new UUID of version 7 (RFC 9562, method 3): 60 bits of time, then 62 random bits.

    The 12 bits after the milliseconds are their fraction, so that rows made one after the other by
    one process sort in that order.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    fraction = rest * 4096 // 1_000_000
    return UUID(int=milliseconds << 80 | 0x7 << 76 | fraction << 64 | 0b10 << 62 | secrets.randbits(62))


def check_digits(number: str) -> str:
    """Two digits that make `number` + digits leave 1 when divided by 97 (ISO/IEC 7064)."""
    return f"{98 - int(number) * 100 % 97:02d}"


def is_number(text: str) -> bool:
    """Whether 13 digits carry the right check digits."""
    return re.fullmatch(r"[0-9]{13}", text) is not None and int(text) % 97 == 1


def clean_number(text: str) -> str:
    """Drop what people type between digits: spaces, hyphens, Thai digits become ours."""
    return re.sub(r"[\s\-–]", "", text).translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))


def new_application_number(buddhist_year: int) -> str:
    """13 digits: two of the Buddhist year, nine random, two check digits. No meaning besides."""
    return _with_check(f"{buddhist_year % 100:02d}{secrets.randbelow(10**9):09d}")


def new_permit_number() -> str:
    """13 digits, the first a 1, ten random, two check digits."""
    return _with_check(f"1{secrets.randbelow(10**10):010d}")


def new_approval_number() -> str:
    """13 digits, the first a 2, ten random, two check digits: never the number of a permit."""
    return _with_check(f"2{secrets.randbelow(10**10):010d}")


def new_basket_number() -> str:
    """13 digits, the first a 3, ten random, two check digits: no application has it before B.E. 2630."""
    return _with_check(f"3{secrets.randbelow(10**10):010d}")


def new_complaint_number() -> str:
    """13 digits, the first a 4, ten random, two check digits."""
    return _with_check(f"4{secrets.randbelow(10**10):010d}")


def show_number(number: str) -> str:
    """`6912345678901` as `69-1234-56789-01`, for reading aloud."""
    return f"{number[:2]}-{number[2:6]}-{number[6:11]}-{number[11:]}"


def is_thai_id(text: str) -> bool:
    """Whether a Thai 13-digit personal or juristic number has the right last digit (mod 11).

    The first digit is not judged: 0, 6, 7 and 8 belong to foreigners and persons without status.
    """
    if re.fullmatch(r"[0-9]{13}", text) is None:
        return False
    total = sum(int(digit) * (13 - place) for place, digit in enumerate(text[:12]))
    return int(text[12]) == (11 - total % 11) % 10


def _with_check(number: str) -> str:
    return number + check_digits(number)
