"""Reading a Thai QR bill payment (EMVCo merchant-presented QR with the Bank of Thailand's tag 30).

The bank reads for itself what the system has written; sharing code would hide a fault of either.
"""

import re
from dataclasses import dataclass

BILL_PAYMENT = ("A000000677010112", "A000000677012006")  # domestic, cross-border


class BadBill(ValueError):
    """The text is no Thai QR bill that can be paid; the message is a code."""


@dataclass(frozen=True, slots=True)
class Bill:
    """What the payer is asked for; `amount` in satang."""

    biller: str
    name: str
    ref1: str
    ref2: str
    amount: int


def read_bill(text: str) -> Bill:
    """Raises BadBill with `not_a_qr`, `wrong_checksum`, `not_a_bill` or `no_amount`."""
    text = text.strip()
    if not re.fullmatch(r"[\x20-\x7e]{20,512}", text) or not text.startswith("0002"):
        raise BadBill("not_a_qr")
    if text[-8:-4] != "6304" or text[-4:].upper() != f"{checksum(text[:-4]):04X}":
        raise BadBill("wrong_checksum")
    fields = _fields(text)
    bill = _fields(fields.get("30", ""))
    if (
        bill.get("00") not in BILL_PAYMENT
        or fields.get("53") != "764"
        or not re.fullmatch("[0-9]{15}", bill.get("01", ""))
    ):
        raise BadBill("not_a_bill")
    baht = re.fullmatch(r"([0-9]{1,9})(?:\.([0-9]{1,2}))?", fields.get("54", ""))
    if not baht:
        raise BadBill("no_amount")
    satang = int(baht[1]) * 100 + int((baht[2] or "").ljust(2, "0"))
    return Bill(bill["01"], fields.get("59", ""), bill.get("02", ""), bill.get("03", ""), satang)


def checksum(text: str) -> int:
    """CRC-16/CCITT-FALSE: polynomial 0x1021, start 0xFFFF, nothing reflected."""
    crc = 0xFFFF
    for byte in text.encode("ascii"):
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc


def _fields(text: str) -> dict[str, str]:
    """Two digits tag, two digits length, value; again until the end."""
    found: dict[str, str] = {}
    at = 0
    while at < len(text):
        tag, length = text[at : at + 2], text[at + 2 : at + 4]
        if not (tag + length).isdecimal() or len(length) < 2 or at + 4 + int(length) > len(text):
            raise BadBill("not_a_qr")
        found[tag] = text[at + 4 : at + 4 + int(length)]
        at += 4 + int(length)
    return found
