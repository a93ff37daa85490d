"""The bank's notice of a payment: a compact JWS (RFC 7515), EdDSA, signed with the bank's own key.

Contents: docs/architecture.md "Payment". Money is satang as text, because JSON numbers lose digits.
"""

import re
from dataclasses import dataclass

from workpermit.core.errors import RuleBroken
from workpermit.sealing.jws import read_jwk, verify_jws
from workpermit.sealing.refusal import Refused

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


def read_notice(raw: str, *, bank_key: dict[str, str], biller: str) -> Notice:
    """Verify a notice and return what it says. Raises NoticeDoesNotVerify."""
    if len(raw) > LONGEST:
        raise NoticeDoesNotVerify
    try:
        said = verify_jws(raw, read_jwk(bank_key))
        texts = {name: said[name] for name in ("id", "ref1", "ref2", "amount")}
        if not all(isinstance(text, str) for text in texts.values()):
            raise NoticeDoesNotVerify
        notice = Notice(texts["id"], texts["ref1"], texts["ref2"], _satang(texts["amount"]), raw)
    except (Refused, ValueError, KeyError):
        raise NoticeDoesNotVerify from None
    shape = re.fullmatch(r"[0-9A-Za-z-]{1,64}", notice.bank_id) and re.fullmatch(r"[A-Z0-9]{1,20}", notice.ref1)
    if not shape or not re.fullmatch(r"[A-Z0-9]{1,20}", notice.ref2) or said.get("biller") != biller:
        raise NoticeDoesNotVerify
    if not 0 < notice.satang < 10**12:
        raise NoticeDoesNotVerify
    return notice


def _satang(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,12}", text):
        raise NoticeDoesNotVerify
    return int(text)
