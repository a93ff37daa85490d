"""Looking for a value in bytes of any kind, in every way that it may have been written down."""

import base64
import json
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote, quote_plus

SHORTEST = 8  # bytes; a shorter pattern is found by chance in megabytes of ciphertext
_MONTHS = (
    "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
    "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
)  # fmt: skip
_SHORT_MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to write one value; `name` says which, without the value itself."""

    name: str
    raw: bytes


def spellings_of_text(text: str) -> Iterator[tuple[str, str]]:
    """As typed, in other cases, without spaces, and as the machine-readable zone of a passport has it."""
    forms = {"as typed": text, "upper": text.upper(), "lower": text.lower(), "title": text.title()}
    yield from forms.items()
    yield "closed up", "".join(text.split())
    if text.isascii() and text.replace(" ", "").isalpha():
        yield "in the machine-readable zone", text.upper().replace(" ", "<")


def spellings_of_day(day: date) -> Iterator[tuple[str, str]]:
    """ISO, reversed, American, in words, with the Buddhist year, with Thai digits."""
    for era, year in (("CE", day.year), ("BE", day.year + 543)):
        d, m, y = f"{day.day:02d}", f"{day.month:02d}", str(year)
        for sign in ("-", "/", ".", " ", ""):
            yield f"{era} year first {sign!r}", sign.join((y, m, d))
            yield f"{era} day first {sign!r}", sign.join((d, m, y))
            yield f"{era} month first {sign!r}", sign.join((m, d, y))
        yield f"{era} Thai digits", f"{d}/{m}/{y}".translate(_THAI_DIGITS)
        yield f"{era} English", f"{day.day} {day:%B} {year}"
        yield f"{era} short English", f"{d} {day:%b} {year}".upper()
        yield f"{era} Thai", f"{day.day} {_MONTHS[day.month - 1]} {year}"
        yield f"{era} short Thai", f"{day.day} {_SHORT_MONTHS[day.month - 1]} {year}"


def encodings(text: str) -> Iterator[tuple[str, bytes]]:
    """The bytes that a text becomes on its way through databases, logs, addresses and queues."""
    utf8 = text.encode()
    yield "UTF-8", utf8
    yield "UTF-16LE", text.encode("utf-16-le")
    yield "UTF-16BE", text.encode("utf-16-be")
    yield "TIS-620", text.encode("tis-620", errors="ignore")
    yield "hex", utf8.hex().encode()
    yield "upper hex", utf8.hex().upper().encode()
    for name, raw in (("UTF-8", utf8), ("UTF-16LE", text.encode("utf-16-le"))):
        for offset in range(3):
            inside = base64_inside(raw, offset)
            yield f"base64 of {name} at {offset}", inside
            yield f"base64url of {name} at {offset}", inside.translate(bytes.maketrans(b"+/", b"-_"))
    yield "JSON", json.dumps(text)[1:-1].encode()
    units = [text.encode("utf-16-be")[place : place + 2].hex() for place in range(0, 2 * len(text), 2)]
    yield "JSON escapes", "".join(f"\\u{unit}" for unit in units).encode()
    yield "upper JSON escapes", "".join(f"\\u{unit.upper()}" for unit in units).encode()
    yield "percent", quote(text, safe="").encode()
    yield "lower percent", _lower_percent(quote(text, safe="")).encode()
    yield "form", quote_plus(text).encode()
    yield "every byte percent", "".join(f"%{byte:02X}" for byte in utf8).encode()
    yield "octal escapes", "".join(f"\\{byte:03o}" for byte in utf8).encode()
    yield "hex escapes", "".join(f"\\x{byte:02x}" for byte in utf8).encode()
    yield "HTML", "".join(f"&#{ord(sign)};" for sign in text).encode()
    yield "quoted-printable", "".join(f"={byte:02X}" for byte in utf8).encode()


def base64_inside(raw: bytes, offset: int) -> bytes:
    """The characters of base64 that depend on `raw` alone when `offset` other bytes stand before it."""
    text = base64.b64encode(bytes(offset) + raw)
    whole = len(raw) + offset
    return text[(offset * 8 + 5) // 6 : whole * 8 // 6]


def patterns(values: Iterable[str], days: Iterable[date] = ()) -> dict[bytes, Pattern]:
    """Everything to look for, by the bytes."""
    written = [spelling for value in values for spelling in spellings_of_text(value)]
    written += [spelling for day in days for spelling in spellings_of_day(day)]
    found: dict[bytes, Pattern] = {}
    for how, text in written:
        for name, raw in encodings(text):
            if len(raw) >= SHORTEST:
                found.setdefault(raw, Pattern(f"{name} of the value {how}", raw))
    return found


def search(wanted: dict[bytes, Pattern], places: Iterable[Path]) -> list[str]:
    """Where one of them stands: "file: which", in files and in all that folders hold."""
    targets = [str(place) for place in places]
    with tempfile.NamedTemporaryFile() as list_of_patterns:
        list_of_patterns.write(b"\n".join({_longest_line(raw) for raw in wanted}) + b"\n")
        list_of_patterns.flush()
        done = subprocess.run(
            ["grep", "--text", "--fixed-strings", "--files-with-matches", "--recursive", "-f", list_of_patterns.name]
            + ["--", *targets],
            capture_output=True,
            env={"LC_ALL": "C"},
            check=False,
        )
    if done.returncode > 1 and b"No such file" not in done.stderr:
        raise RuntimeError(done.stderr.decode(errors="replace")[-500:])
    return [which for file in done.stdout.decode().splitlines() for which in _which(wanted, Path(file))]


def _which(wanted: dict[bytes, Pattern], file: Path) -> list[str]:
    content = file.read_bytes()
    return [f"{file}: {pattern.name}" for raw, pattern in wanted.items() if raw in content]


def _longest_line(raw: bytes) -> bytes:
    """grep ends a pattern at a line feed, which is half of some Thai letters in UTF-16."""
    return max(raw.split(b"\n"), key=len)


def _lower_percent(text: str) -> str:
    parts = text.split("%")
    return "%".join([parts[0], *(part[:2].lower() + part[2:] for part in parts[1:])])
