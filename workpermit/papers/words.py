"""Amounts of money in Thai words, as receipts print them beside the figures."""

DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
MILLION = 1_000_000


def baht_in_thai(satang: int) -> str:
    """`310000` as `สามพันหนึ่งร้อยบาทถ้วน`."""
    baht, rest = divmod(satang, 100)
    if not rest:
        return f"{_number(baht) or 'ศูนย์'}บาทถ้วน"
    whole = f"{_number(baht)}บาท" if baht else ""
    return f"{whole}{_number(rest)}สตางค์"


def _number(value: int) -> str:
    millions, rest = divmod(value, MILLION)
    if millions:
        return f"{_number(millions)}ล้าน{_below_million(rest, follows=True)}"
    return _below_million(rest, follows=False)


def _below_million(value: int, *, follows: bool) -> str:
    words = ""
    for place in range(5, -1, -1):
        digit = value // 10**place % 10
        if digit == 0:
            continue
        if place == 0 and digit == 1 and (words or follows):
            words += "เอ็ด"
        elif place == 1 and digit <= 2:
            words += "สิบ" if digit == 1 else "ยี่สิบ"
        else:
            words += DIGITS[digit] + PLACES[place]
    return words
