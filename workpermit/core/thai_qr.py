"""Thai QR bill payment (EMVCo merchant-presented mode, tag 30) and the older counter barcode.

A text is a row of tag (2 digits), length (2 digits, characters) and value; tag 00 comes first, 63
with the checksum last. Amounts are integer satang everywhere.
Source: Thai QR Code Payment Standard of the Bank of Thailand; EMVCo MPM 1.1.
"""

import binascii
import re
from dataclasses import dataclass

from workpermit.core.errors import RuleBroken
from workpermit.core.money import plain_baht

BILL_PAYMENT = "A000000677010112"
BAHT = "764"


class NotABill(RuleBroken):
    """This text is not a Thai QR bill payment."""


class BadBill(RuleBroken):
    """A biller has 15 digits, references 1 to 20 of A-Z and 0-9, an amount more than nothing."""


@dataclass(frozen=True, slots=True)
class Bill:
    """What a payer's bank reads: whom to pay, for what, how much. `satang` is None if the payer types it."""

    biller: str
    ref1: str
    ref2: str
    satang: int | None


def checksum(text: str) -> str:
    """CRC-16/CCITT-FALSE (poly 1021, init FFFF) of ASCII text as four upper-case hex digits."""
    return f"{binascii.crc_hqx(text.encode('ascii'), 0xFFFF):04X}"


def qr_text(bill: Bill) -> str:
    """The text of a one-time QR code (12) for a bill of a fixed amount. Raises BadBill."""
    _check(bill)
    if bill.satang is None:
        raise BadBill
    account = _tlv("00", BILL_PAYMENT) + _tlv("01", bill.biller) + _tlv("02", bill.ref1) + _tlv("03", bill.ref2)
    text = (
        _tlv("00", "01")
        + _tlv("01", "12")
        + _tlv("30", account)
        + _tlv("53", BAHT)
        + _tlv("54", plain_baht(bill.satang))
        + _tlv("58", "TH")
        + "6304"
    )
    return text + checksum(text)


def read_qr_text(text: str) -> Bill:
    """The bill in a QR code's text, whatever the order of its tags. Raises NotABill."""
    if not text.isascii() or text[-8:-4] != "6304" or checksum(text[:-4]) != text[-4:]:
        raise NotABill
    tags = _read_tlv(text)
    account = _read_tlv(tags.get("30", ""))
    if account.get("00") != BILL_PAYMENT or tags.get("53") != BAHT or "01" not in account or "02" not in account:
        raise NotABill
    return Bill(account["01"], account["02"], account.get("03", ""), _read_amount(tags.get("54")))


def barcode_text(bill: Bill) -> str:
    """The string of the counter barcode: `|biller`, references and satang, parted by carriage returns.

    Raises BadBill.
    """
    _check(bill)
    return f"|{bill.biller}\r{bill.ref1}\r{bill.ref2}\r{bill.satang or 0}"


def _check(bill: Bill) -> None:
    references = (re.fullmatch(r"[A-Z0-9]{1,20}", reference) for reference in (bill.ref1, bill.ref2))
    amount_fits = bill.satang is None or 0 < bill.satang < 10**12  # tag 54 has 13 characters
    if not re.fullmatch(r"[0-9]{15}", bill.biller) or not all(references) or not amount_fits:
        raise BadBill


def _tlv(tag: str, value: str) -> str:
    return f"{tag}{len(value):02d}{value}"


def _read_tlv(text: str) -> dict[str, str]:
    values: dict[str, str] = {}
    place = 0
    while place < len(text):
        head = re.fullmatch(r"([0-9]{2})([0-9]{2})", text[place : place + 4])
        if head is None or head[1] in values:
            raise NotABill
        end = place + 4 + int(head[2])
        if end > len(text):
            raise NotABill
        values[head[1]] = text[place + 4 : end]
        place = end
    return values


def _read_amount(text: str | None) -> int | None:
    """Baht with up to two decimals as satang, by digits alone: a float cannot hold 1.15 baht."""
    if text is None:
        return None
    parts = re.fullmatch(r"([0-9]{1,10})(?:\.([0-9]{0,2}))?", text)
    if parts is None:
        raise NotABill
    return int(parts[1]) * 100 + int((parts[2] or "").ljust(2, "0"))
