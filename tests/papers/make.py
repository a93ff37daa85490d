"""Content for each paper: names with the marks that break careless typesetting."""

from datetime import UTC, date, datetime
from typing import Any

from workpermit.core.thai_qr import Bill, qr_text

NUMBER = "6900000000141"
NUMBER_SHOWN = "69-0000-00001-41"
SERVICE = {"th": "ขอใบอนุญาตทำงานใหม่ (มาตรา 59)", "en": "New work permit (section 59)"}
OFFICE = {"th": "สำนักงานจัดหางานจังหวัดสมุทรสาคร", "en": "Samut Sakhon Provincial Employment Office"}
EMPLOYER = "บริษัท สยามน้ำทิพย์ จำกัด"
WORKER = "NGUYỄN THỊ HOA"
AT = datetime(2026, 11, 23, 7, 5, tzinfo=UTC)
TRACKING = "http://applicant.localhost:8400/track/6900000000141"
BILL = Bill("099400016550100", NUMBER, "P1", 600_000)
BASKET = Bill("099400016550100", "3900000000130", "B1", 20_050)
DEMAND = {"th": "ขอนำแรงงาน MOU เข้ามา โดยนายจ้าง (มาตรา 46)", "en": "Bring in MOU workers, by the employer (section 46)"}
PERMIT_QR = "http://applicant.localhost:8400/check/1234567890123#" + "6BFOXN*TS0BI$ZD4N9:9S6RCVN5+O30K3/XIV0W23NTDE" * 6
MACHINE = b"\xd2\x84machine facts"

CONTENT: dict[str, dict[str, Any]] = {
    "filing_receipt": {
        "number": NUMBER,
        "service": SERVICE,
        "form_code": "บต.25",
        "received_at": AT,
        "employer": EMPLOYER,
        "worker": WORKER,
        "office": OFFICE,
        "documents": [{"th": "หนังสือเดินทาง", "en": "Passport"}],
        "fee": 10_000,
        "pay_until": AT,
        "tracking_url": TRACKING,
        "seal": "c2VhbA" * 40,
    },
    "payment_bill": {
        "number": NUMBER,
        "service": SERVICE,
        "purpose": {"th": "ค่าธรรมเนียมใบอนุญาตทำงาน 24 เดือน", "en": "Permit fee, 24 months"},
        "payer": EMPLOYER,
        "biller": BILL.biller,
        "ref1": BILL.ref1,
        "ref2": BILL.ref2,
        "amount": 600_000,
        "pay_until": AT,
        "qr": qr_text(BILL),
    },
    "basket_bill": {
        "number": BASKET.ref1,
        "entries": [
            {"number": NUMBER, "about": WORKER, "service": SERVICE, "fee": 10_000},
            {"number": NUMBER, "about": EMPLOYER, "service": DEMAND, "fee": 10_050},
        ],
        "biller": BASKET.biller,
        "ref1": BASKET.ref1,
        "ref2": BASKET.ref2,
        "amount": BASKET.satang,
        "pay_until": AT,
        "qr": qr_text(BASKET),
    },
    "fee_receipt": {
        "number": "69-000123",
        "application_number": NUMBER,
        "service": SERVICE,
        "purpose": {"th": "ค่าธรรมเนียมการยื่นคำขอ", "en": "Filing fee"},
        "payer": EMPLOYER,
        "amount": 310_000,
        "paid_at": AT,
        "bank_reference": "2026112300091",
        "tracking_url": "http://applicant.localhost:8400/applications/0190c0de-0000-7000-8000-000000000001/",
        "seal": "c2VhbA" * 40,
    },
    "permit": {
        "number": "1000000000048",
        "holder": WORKER,
        "nationality": {"th": "เวียดนาม", "en": "Vietnamese"},
        "passport_number": "C1234567",
        "employer": {"th": EMPLOYER, "en": "Siam Namthip Co., Ltd."},
        "occupation": {"th": "วิศวกรเครื่องกล", "en": "Mechanical engineers"},
        "job_title": "Senior Mechanical Engineer",
        "workplace": "โรงงานมหาชัย 67/534 หมู่ที่ 4 ตำบลโคกขาม",
        "province": {"th": "สมุทรสาคร", "en": "Samut Sakhon"},
        "valid_from": date(2026, 12, 1),
        "valid_until": date(2028, 11, 30),
        "issued_on": date(2026, 11, 28),
        "office": OFFICE,
        "law": "59",
        "qr": PERMIT_QR,
        "machine": MACHINE,
    },
    "acknowledgement": {
        "number": NUMBER,
        "service": {"th": "แจ้งการจ้าง (มาตรา 13)", "en": "Notice of hiring (section 13)"},
        "form_code": "บต.52",
        "received_at": AT,
        "employer": EMPLOYER,
        "worker": WORKER,
        "event": {"th": "วันที่จ้าง", "en": "Hired on"},
        "event_on": date(2026, 11, 20),
        "last_day": date(2026, 12, 8),
        "in_time": True,
        "law": "13",
        "penalty": {"th": "อาจถูกปรับไม่เกิน 20,000 บาท (มาตรา 103)", "en": "A fine of up to 20,000 baht (section 103)."},
    },
    "refusal_letter": {
        "number": NUMBER,
        "service": SERVICE,
        "addressee": EMPLOYER,
        "worker": WORKER,
        "decided_on": date(2026, 11, 23),
        "office": OFFICE,
        "reasons": [
            {"text": {"th": "งานที่ขอเป็นงานที่ห้ามคนต่างด้าวทำ", "en": "The work is closed to foreigners."}, "law": "7"}
        ],
        "explanation": "งานในบัญชีหนึ่งทำไม่ได้",
        "appeal_to": {"th": "รัฐมนตรีว่าการกระทรวงแรงงาน", "en": "the Minister of Labour"},
        "appeal_days": 30,
        "appeal_until": date(2026, 12, 23),
        "fingerprint": "790e 7580 b8fa 7564",
    },
    "approval_letter": {
        "number": "2000000000073",
        "application_number": NUMBER,
        "service": {"th": "คำร้องขอนำคนต่างด้าวมาทำงานตาม MOU", "en": "Request to bring in workers under an MOU"},
        "form_code": "นจ.2",
        "addressee": EMPLOYER,
        "worker": "",
        "occupation": {"th": "ผู้ควบคุมเครื่องจักร", "en": "Machine operators"},
        "workplace": {"th": "โรงงานสมุทรสาคร", "en": "Samut Sakhon factory"},
        "decided_on": date(2026, 11, 23),
        "office": OFFICE,
        "details": [
            {
                "label": {"th": "แรงงานสัญชาติเมียนมา", "en": "Workers from Myanmar"},
                "value": {"th": "20 คน", "en": "20 people"},
            }
        ],
        "law": "46",
        "fingerprint": "0123 4567 89ab cdef",
        "qr": "http://applicant.localhost:8400/p/2000000000073",
        "seal": "c2VhbA" * 40,
    },
}
