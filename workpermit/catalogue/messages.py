"""What a form says when an answer cannot be taken: each sentence tells what to do."""

from workpermit.catalogue.definition import Text
from workpermit.catalogue.filled import FilledText, fill

MESSAGES: dict[str, Text] = {
    "required": Text(
        "กรอก “{label}”",
        "Fill in “{label}”",
    ),
    "choose": Text(
        "เลือกคำตอบสำหรับ “{label}”",
        "Choose an answer for “{label}”",
    ),
    "not_listed": Text(
        "เลือก “{label}” จากรายการ",
        "Choose “{label}” from the list",
    ),
    "too_long": Text(
        "“{label}” ยาวเกินไป เขียนไม่เกิน {limit} ตัวอักษร",
        "“{label}” is too long; use at most {limit} characters",
    ),
    "date_missing_part": Text(
        "“{label}”: กรอกให้ครบทั้งวัน เดือน และปี",
        "“{label}”: give the day, the month and the year",
    ),
    "date_not_read": Text(
        "“{label}”: กรอกวัน เดือน และปีเป็นตัวเลข เช่น 31 1 1990",
        "“{label}”: give day, month and year in numbers, such as 31 1 1990",
    ),
    "date_impossible": Text(
        "“{label}”: ไม่มีวันที่นี้ในปฏิทิน ตรวจวันและเดือนอีกครั้ง",
        "“{label}”: there is no such day in the calendar; check the day and the month",
    ),
    "year_buddhist": Text(
        "“{label}”: ปี {year} เป็นปี พ.ศ. โปรดกรอกเป็นปี ค.ศ. คือ {ce}",
        "“{label}”: {year} is a year of the Buddhist Era; give the year as {ce}",
    ),
    "year_out_of_range": Text(
        "“{label}”: กรอกปี ค.ศ. 4 หลัก ระหว่าง 1900 ถึง 2150",
        "“{label}”: give the year in four digits, from 1900 to 2150",
    ),
    "number_not_read": Text(
        "“{label}”: กรอกเป็นตัวเลข เช่น 12",
        "“{label}”: give a whole number, such as 12",
    ),
    "too_small": Text(
        "“{label}”: กรอกตั้งแต่ {limit} ขึ้นไป",
        "“{label}”: give {limit} or more",
    ),
    "too_large": Text(
        "“{label}”: กรอกไม่เกิน {limit}",
        "“{label}”: give at most {limit}",
    ),
    "money_not_read": Text(
        "“{label}”: กรอกจำนวนเงินเป็นบาท เช่น 45,000 หรือ 45,000.50",
        "“{label}”: give an amount in baht, such as 45,000 or 45,000.50",
    ),
    "name_not_latin": Text(
        "“{label}”: ใช้อักษรอังกฤษตามหนังสือเดินทาง",
        "“{label}”: use Latin letters, as in the passport",
    ),
    "passport_shape": Text(
        "“{label}”: ใช้ตัวอักษรอังกฤษและตัวเลข 6 ถึง 13 ตัว เช่น AB1234567",
        "“{label}”: use 6 to 13 letters and digits, such as AB1234567",
    ),
    "thai_id_length": Text(
        "“{label}”: ต้องมี 13 หลัก ขณะนี้มี {count} หลัก",
        "“{label}”: it has 13 digits; {count} were given",
    ),
    "thai_id_check": Text(
        "“{label}”: เลขหลักสุดท้ายไม่ตรงกับเลขอื่น ตรวจทีละหลักอีกครั้ง",
        "“{label}”: the last digit does not fit the others; check digit by digit",
    ),
    "people_line": Text(
        "“{label}” บรรทัดที่ {line}: กรอกเลขหนังสือเดินทาง แล้วตามด้วยชื่อเป็นอักษรอังกฤษ เช่น AB1234567 Thiri Aung",
        "“{label}”, line {line}: give the passport number and then the name, such as AB1234567 Thiri Aung",
    ),
    "people_twice": Text(
        "“{label}” บรรทัดที่ {line}: หนังสือเดินทางเล่มนี้อยู่ในรายการแล้ว ลบบรรทัดที่ซ้ำ",
        "“{label}”, line {line}: this passport is in the list already; take one of the two lines out",
    ),
    "phone_shape": Text(
        "“{label}”: กรอกหมายเลขโทรศัพท์ เช่น 081 234 5678 หรือ +66 81 234 5678",
        "“{label}”: give a phone number, such as 081 234 5678 or +66 81 234 5678",
    ),
    "email_shape": Text(
        "“{label}”: กรอกอีเมลให้ถูกรูปแบบ เช่น name@example.com",
        "“{label}”: give an e-mail address, such as name@example.com",
    ),
    "pattern": Text(
        "“{label}”: {says}",
        "“{label}”: {says}",
    ),
    "order": Text(
        "{says}",
        "{says}",
    ),
}


NOTHING = Text("", "")


class NotTaken(Exception):
    """An answer cannot be taken as typed; `code` names the message and `facts` fill it. Never the answer itself."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def message(code: str, label: Text, says: Text | None = None, **facts: object) -> FilledText:
    """The sentence for a code, with the label of the question, in every language."""
    return fill(MESSAGES[code], label=label, says=says or NOTHING, **facts)
