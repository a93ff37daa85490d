"""What each paper says. `render_pdf` reads a mapping of plain values into one of these and refuses a gap.

Times are UTC datetimes, amounts integer satang, texts in two languages `{"th": …, "en": …}`.
"""

from datetime import date, datetime

import msgspec


class Both(msgspec.Struct, frozen=True):
    """One text in Thai and English."""

    th: str
    en: str


class Content(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every paper's content: a name that is not known is an error."""


class FilingReceipt(Content, frozen=True):
    """ใบรับคำขอ: the application was received. `fee` is what is to be paid next, `seal` the signed receipt.

    `acknowledges` is the section under which the receipt is the acknowledgement of a notice too; `renews` the permit
    as on which work may go on because its renewal was filed before `renews_until` (section 67).
    """

    number: str
    service: Both
    form_code: str
    received_at: datetime
    employer: str
    worker: str
    office: Both
    documents: tuple[Both, ...]
    fee: int
    pay_until: datetime | None
    tracking_url: str
    seal: str = ""
    acknowledges: str = ""
    renews: str = ""
    renews_until: date | None = None


class PaymentBill(Content, frozen=True):
    """ใบแจ้งชำระเงิน with a Thai QR code; `qr` is its text."""

    number: str
    service: Both
    purpose: Both
    payer: str
    biller: str
    ref1: str
    ref2: str
    amount: int
    pay_until: datetime | None
    qr: str


class BasketEntry(msgspec.Struct, frozen=True):
    """One application in a basket and its filing fee; `about` says whom or what it is about."""

    number: str
    about: str
    service: Both
    fee: int


class BasketBill(Content, frozen=True):
    """ใบแจ้งชำระเงิน for the filing fees of several applications, with one Thai QR code."""

    number: str
    entries: tuple[BasketEntry, ...]
    biller: str
    ref1: str
    ref2: str
    amount: int
    pay_until: datetime | None
    qr: str


class FeeReceipt(Content, frozen=True):
    """ใบเสร็จรับเงิน: a fee was paid. Not a tax invoice. `seal` is the signed receipt."""

    number: str
    application_number: str
    service: Both
    purpose: Both
    payer: str
    amount: int
    paid_at: datetime
    bank_reference: str
    tracking_url: str
    seal: str = ""


class Permit(Content, frozen=True):
    """ใบอนุญาตทำงาน. `qr` is the address with the signed statement; `machine` that statement as bytes (COSE)."""

    number: str
    holder: str
    nationality: Both
    passport_number: str
    employer: Both
    occupation: Both
    job_title: str
    workplace: str
    province: Both
    valid_from: date
    valid_until: date
    issued_on: date
    office: Both
    law: str
    qr: str
    machine: bytes
    photo: bytes = b""


class Acknowledgement(Content, frozen=True):
    """ใบตอบรับการแจ้ง under the section `law`. `event` says what happened on `event_on`.

    `penalty` is what a late notice may lead to; `until_on` the last day of work that is notified for a period.
    """

    number: str
    service: Both
    form_code: str
    received_at: datetime
    employer: str
    worker: str
    event: Both
    event_on: date
    last_day: date
    in_time: bool
    law: str
    penalty: Both
    until_on: date | None = None
    seal: str = ""


class ReasonGiven(Content, frozen=True):
    """One reason of a refusal, with the section of law."""

    text: Both
    law: str


class RefusalLetter(Content, frozen=True):
    """หนังสือแจ้งคำสั่งไม่อนุญาต: reasons, the right to appeal and its last day (DOMAIN: appeals).

    `fingerprint` tells the decision that the registrar signed from every other.
    """

    number: str
    service: Both
    addressee: str
    worker: str
    decided_on: date
    office: Both
    reasons: tuple[ReasonGiven, ...]
    explanation: str
    appeal_to: Both
    appeal_days: int
    appeal_until: date
    fingerprint: str


class Detail(msgspec.Struct, frozen=True):
    """One thing that was approved, with the question of the form that asked for it."""

    label: Both
    value: Both


class ApprovalLetter(Content, frozen=True):
    """หนังสืออนุญาต: what a request without a permit ends in. `qr` is where its number is checked."""

    number: str
    application_number: str
    service: Both
    form_code: str
    addressee: str
    worker: str
    occupation: Both
    workplace: Both
    decided_on: date
    office: Both
    details: tuple[Detail, ...]
    law: str
    fingerprint: str
    qr: str
    seal: str = ""


CONTENTS: dict[str, type[Content]] = {
    "filing_receipt": FilingReceipt,
    "payment_bill": PaymentBill,
    "basket_bill": BasketBill,
    "fee_receipt": FeeReceipt,
    "permit": Permit,
    "acknowledgement": Acknowledgement,
    "refusal_letter": RefusalLetter,
    "approval_letter": ApprovalLetter,
}
