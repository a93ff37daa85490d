"""Reading one typed answer: harmless characters are ignored, everything else is said clearly.

Each reader takes the field and the text and returns the value to keep: text, an integer for numbers
and for money in satang, an ISO date of the Common Era. It raises NotTaken.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date

from workpermit.catalogue.definition import Field, FieldType
from workpermit.catalogue.messages import NotTaken
from workpermit.core.calendar import BUDDHIST_OFFSET
from workpermit.core.ids import is_thai_id
from workpermit.core.text import THAI_DIGITS, bare, one_form, one_line

Value = str | int

BUDDHIST_YEARS = range(2400, 2700)
YEARS = range(1900, 2151)
_SYMBOLS = str.maketrans({"’": "'", "‘": "'", "`": "'", "‐": "-", "–": "-", "—": "-"})


def read_date(field: Field, text: str) -> str:
    """`31/1/1990`, `31 1 1990`, `1990-01-31`, Thai digits too. A Buddhist year is refused by its name."""
    parts = [part for part in re.split(r"[\s/.\-]+", one_line(text).translate(THAI_DIGITS)) if part]
    if len(parts) < 3:
        raise NotTaken("date_missing_part")
    if len(parts) > 3 or not all(re.fullmatch(r"[0-9]{1,4}", part) for part in parts):
        raise NotTaken("date_not_read")
    day, month, year = (int(part) for part in (reversed(parts) if len(parts[0]) == 4 else parts))
    if year in BUDDHIST_YEARS:
        raise NotTaken("year_buddhist", year=year, ce=year - BUDDHIST_OFFSET)
    if year not in YEARS:
        raise NotTaken("year_out_of_range")
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise NotTaken("date_impossible") from None


def read_number(field: Field, text: str) -> int:
    """A whole number within the field's bounds; spaces and commas between digits are ignored."""
    digits = re.sub(r"[\s,]", "", one_line(text).translate(THAI_DIGITS))
    if not re.fullmatch(r"-?[0-9]{1,15}", digits):
        raise NotTaken("number_not_read")
    return _within(field, int(digits), 1)


def read_money(field: Field, text: str) -> int:
    """An amount in baht with at most two decimals, kept as satang; bounds are in baht."""
    plain = re.sub(r"[\s,]|บาท|baht|thb|฿", "", one_line(text).translate(THAI_DIGITS), flags=re.IGNORECASE)
    parts = re.fullmatch(r"([0-9]{1,13})(?:\.([0-9]{0,2}))?", plain)
    if parts is None:
        raise NotTaken("money_not_read")
    return _within(field, int(parts[1]) * 100 + int((parts[2] or "").ljust(2, "0")), 100)


def read_name(field: Field, text: str) -> str:
    """A name in Latin letters as in a passport; marks on letters, hyphens and apostrophes stay."""
    name = one_line(text).translate(_SYMBOLS)
    if not all(letter in " -'." or "LATIN" in unicodedata.name(letter, "") for letter in name):
        raise NotTaken("name_not_latin")
    if not any(letter.isalpha() for letter in name):
        raise NotTaken("name_not_latin")
    return name


def read_passport_number(field: Field, text: str) -> str:
    """Capital letters and digits, at least one digit.

    ICAO 9303 prints nine, some States use more; a Thai record that stands for a passport has 13.
    """
    number = bare(text)
    if not re.fullmatch(r"(?=.*[0-9])[A-Z0-9]{6,13}", number):
        raise NotTaken("passport_shape")
    return number


def read_people(field: Field, text: str) -> str:
    """One person in each line, as pasted from a list: passport number, then name. Kept as clean lines."""
    lines = [line for line in one_form(text).split("\n") if line.strip()]
    people: dict[str, str] = {}
    for place, line in enumerate(lines, start=1):
        number, _, name = re.sub(r"[\s,;]+", " ", line).strip().partition(" ")
        try:
            number, name = read_passport_number(field, number), str(read_name(field, name))
        except NotTaken:
            raise NotTaken("people_line", line=place) from None
        if number in people:
            raise NotTaken("people_twice", line=place)
        people[number] = name
    return "\n".join(f"{number} {name}" for number, name in people.items())


def read_thai_id(field: Field, text: str) -> str:
    """A 13-digit personal or juristic number with its check digit."""
    number = bare(text)
    if not re.fullmatch(r"[0-9]{13}", number):
        raise NotTaken("thai_id_length", count=sum(letter.isdigit() for letter in number))
    if not is_thai_id(number):
        raise NotTaken("thai_id_check")
    return number


def read_phone(field: Field, text: str) -> str:
    """Digits with a leading + where one was typed; 9 to 15 digits (ITU-T E.164 has at most 15)."""
    number = bare(text)
    if not re.fullmatch(r"\+?[0-9]{9,15}", number):
        raise NotTaken("phone_shape")
    return number


def read_email(field: Field, text: str) -> str:
    """An address of the shape name@domain; whether it works shows when a letter is sent."""
    address = one_line(text)
    if not re.fullmatch(r"[^@\s\"<>(),;:]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}", address):
        raise NotTaken("email_shape")
    return address


def read_digits(field: Field, text: str) -> str:
    """Digits as text, without what people type between them; the field's pattern bounds them."""
    return bare(text)


def read_line(field: Field, text: str) -> str:
    """One line of text."""
    return one_line(text)


def read_lines(field: Field, text: str) -> str:
    """Several lines of text, none of them with spaces at its end."""
    return "\n".join(line.rstrip() for line in one_form(text).split("\n")).strip()


READERS: dict[FieldType, Callable[[Field, str], Value]] = {
    FieldType.TEXT: read_line,
    FieldType.TEXTAREA: read_lines,
    FieldType.NAME: read_name,
    FieldType.DATE: read_date,
    FieldType.NUMBER: read_number,
    FieldType.MONEY: read_money,
    FieldType.PASSPORT_NUMBER: read_passport_number,
    FieldType.PEOPLE: read_people,
    FieldType.THAI_ID: read_thai_id,
    FieldType.DIGITS: read_digits,
    FieldType.PHONE: read_phone,
    FieldType.EMAIL: read_email,
}


def read_answer(field: Field, text: str) -> Value:
    """The value of an answer that was typed and is not empty. Raises NotTaken."""
    value = READERS[field.type](field, text)
    if isinstance(value, str) and field.type is not FieldType.DATE:
        if len(value) > field.max_length:
            raise NotTaken("too_long", limit=field.max_length)
        if field.pattern and not re.fullmatch(field.pattern, value):
            raise NotTaken("pattern")
    return value


def _within(field: Field, value: int, unit: int) -> int:
    if field.at_least is not None and value < field.at_least * unit:
        raise NotTaken("too_small", limit=f"{field.at_least:,}")
    if field.at_most is not None and value > field.at_most * unit:
        raise NotTaken("too_large", limit=f"{field.at_most:,}")
    return value
