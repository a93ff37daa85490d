"""The bank's notice of a payment: a compact JWS (RFC 7515), EdDSA, signed with the bank's own key.

Contents: docs/architecture.md "Payment". Money is satang as text, because JSON numbers lose digits.
"""

import json
import re
from dataclasses import dataclass
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from workpermit.core.errors import RuleBroken

LONGEST = 4096


class NoticeDoesNotVerify(RuleBroken):
    """The notice is not signed by the bank, or says something that no bill has."""


@dataclass(frozen=True, slots=True)
class Notice:
    bank_id: str
    ref1: str
    ref2: str
    satang: int
    raw: str


def read_notice(raw: str, *, bank_key: dict[str, str | list[str]], biller: str) -> Notice:
    """Verify a notice and return what it says. Raises NoticeDoesNotVerify."""
    if len(raw) > LONGEST:
        raise NoticeDoesNotVerify
    try:
        verified = jws.deserialize_compact(raw, OKPKey.import_key(bank_key), algorithms=["EdDSA", "Ed25519"])
        said: dict[str, Any] = json.loads(verified.payload)
        notice = Notice(str(said["id"]), str(said["ref1"]), str(said["ref2"]), int(said["amount"]), raw)
    except (JoseError, ValueError, KeyError, TypeError):
        raise NoticeDoesNotVerify from None
    shape = re.fullmatch(r"[0-9A-Za-z-]{1,64}", notice.bank_id) and re.fullmatch(r"[A-Z0-9]{1,20}", notice.ref1)
    if not shape or not re.fullmatch(r"[A-Z0-9]{1,20}", notice.ref2) or said.get("biller") != biller:
        raise NoticeDoesNotVerify
    if not 0 < notice.satang < 10**12:
        raise NoticeDoesNotVerify
    return notice
