"""`python -m demo.bank CONFIG`: the bank's page and its interface for programs.

CONFIG is a JSON file: `{port, folder, fonts, key (private OKP JWK), callback}`.
"""

import json
import sys
from html import escape
from pathlib import Path

from demo.bank.bill import BadBill, Bill, read_bill
from demo.bank.payments import Payments
from demo.server import Answer, Asked, as_json, page, serve

MARK = ("ธนาคารสมมุติ", "Demonstration bank")
REASONS = {
    "not_a_qr": ("ข้อความนี้ไม่ใช่คิวอาร์โค้ดชำระเงิน", "This is not a payment QR code."),
    "wrong_checksum": ("คิวอาร์โค้ดไม่ครบหรือถูกแก้ไข กรุณาคัดลอกใหม่ทั้งหมด", "The code is cut off or changed. Copy all of it."),
    "not_a_bill": ("คิวอาร์โค้ดนี้ไม่ใช่ใบแจ้งชำระเงิน", "This code is not a bill payment."),
    "no_amount": ("ใบแจ้งชำระเงินไม่ได้ระบุจำนวนเงิน", "The bill names no amount."),
}


class Bank:
    def __init__(self, payments: Payments) -> None:
        self.payments = payments

    def show(self, asked: Asked) -> Answer:
        text = asked.query.get("qr", "")
        if not text:
            return _form()
        try:
            return _confirm(text, read_bill(text))
        except BadBill as error:
            return _form(text, str(error))

    def pay_on_page(self, asked: Asked) -> Answer:
        text = asked.form.get("qr", "")
        try:
            bill = read_bill(text)
        except BadBill as error:
            return _form(text, str(error))
        return _paid(bill, self.payments.pay(bill))

    def pay(self, asked: Asked) -> Answer:
        """`{"qr": text, "amount_override": satang}` → `{"id", "ref1", "ref2", "amount", …}`."""
        if not isinstance(asked.body, dict) or not isinstance(asked.body.get("qr"), str):
            return as_json({"error": "qr_missing"}, 400)
        override = asked.body.get("amount_override")
        if override is not None and (not isinstance(override, int) or override < 0):
            return as_json({"error": "bad_amount"}, 400)
        return as_json(self.payments.pay(read_bill(asked.body["qr"]), override), 201)

    def replay(self, asked: Asked) -> Answer:
        known = isinstance(asked.body, dict) and self.payments.replay(str(asked.body.get("id")))
        return as_json({"sent": True}) if known else as_json({"error": "no_such_payment"}, 404)

    def payment(self, asked: Asked) -> Answer:
        known = self.payments.paid.get(asked.query.get("id", ""))
        if not known:
            return as_json({"error": "no_such_payment"}, 404)
        return as_json({**known["payment"], "callback_status": self.payments.status(known["payment"]["id"])})


def _facts(bill: Bill) -> str:
    rows = [
        ("ผู้รับเงิน", "Biller", f"{bill.name} {bill.biller}".strip()),
        ("เลขอ้างอิง 1", "Reference 1", bill.ref1),
        ("เลขอ้างอิง 2", "Reference 2", bill.ref2),
        ("จำนวนเงิน (บาท)", "Amount (baht)", f"{bill.amount // 100:,}.{bill.amount % 100:02d}"),
    ]
    listed = "".join(
        f'<div><dt>{thai} <span lang="en">{english}</span></dt><dd class="num">{escape(value)}</dd></div>'
        for thai, english, value in rows
    )
    return f"<dl>{listed}</dl>"


def _form(text: str = "", reason: str = "") -> Answer:
    thai, english = REASONS.get(reason, ("", ""))
    wrong = f'<p class="card bad" role="alert">{thai} <span lang="en">{english}</span></p>' if reason else ""
    body = f"""{wrong}<form method="get" action="/">
<label for="qr">วางข้อความในคิวอาร์โค้ด <span lang="en">Paste the text of the QR code</span></label>
<textarea id="qr" name="qr" rows="4" spellcheck="false" required>{escape(text)}</textarea>
<button>ตรวจสอบใบแจ้งชำระเงิน <span>Look at the bill</span></button></form>"""
    return page("ชำระเงินตามใบแจ้ง", "Pay a bill", *MARK, body, 400 if reason else 200)


def _confirm(text: str, bill: Bill) -> Answer:
    body = f"""<div class="card">{_facts(bill)}<form method="post" action="/">
<input type="hidden" name="qr" value="{escape(text)}"><button>ชำระเงิน <span>Pay</span></button></form></div>"""
    return page("ตรวจสอบแล้วชำระเงิน", "Check and pay", *MARK, body)


def _paid(bill: Bill, payment: dict[str, str]) -> Answer:
    body = f"""<div class="card ok">{_facts(bill)}
<p>เลขที่รายการ <span lang="en">Payment</span> <span class="num">{payment["id"]}</span></p>
<p>ธนาคารแจ้งผู้รับเงินแล้ว กลับไปที่หน้าคำขอได้เลย
<span class="about" lang="en">The bank is telling the biller. You can go back to your application.</span></p></div>"""
    return page("ชำระเงินแล้ว", "Paid", *MARK, body)


def main() -> None:
    config = json.loads(Path(sys.argv[1]).read_text())
    bank = Bank(Payments(Path(config["folder"]), config["key"], config["callback"]))
    serve(
        config["port"],
        config["fonts"],
        {
            ("GET", "/"): bank.show,
            ("POST", "/"): bank.pay_on_page,
            ("POST", "/pay"): bank.pay,
            ("POST", "/replay"): bank.replay,
            ("GET", "/payment"): bank.payment,
        },
    )


if __name__ == "__main__":
    main()
