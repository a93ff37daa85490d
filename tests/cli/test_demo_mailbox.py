"""The demonstration's mailbox keeps letters, finds them by address, and shows their links."""

from email.message import EmailMessage
from pathlib import Path

from demo.mailbox.__main__ import show_letters
from demo.mailbox.letters import Letters
from demo.server import Asked


def _letter(subject: str, text: str) -> bytes:
    message = EmailMessage()
    message["Subject"] = subject
    message.set_content(text)
    return bytes(message)


def test_letters_are_found_by_address_newest_first_even_after_a_restart(tmp_path: Path) -> None:
    letters = Letters(tmp_path)
    letters.add(_letter("ใบรับคำขอ", "หนึ่ง"), "from@example", ["A@Example.com"])
    letters.add(_letter("ใบเสร็จรับเงิน", "สอง"), "from@example", ["a@example.com"])
    letters.add(_letter("อื่น", "สาม"), "from@example", ["b@example.com"])

    found = Letters(tmp_path).newest_first("a@example.COM ")

    assert [letter.subject for letter in found] == ["ใบเสร็จรับเงิน", "ใบรับคำขอ"]
    assert found[0].text.strip() == "สอง"


def test_page_makes_links_and_escapes_everything_else(tmp_path: Path) -> None:
    letters = Letters(tmp_path)
    text = "open http://applicant.localhost:8400/x?a=1&b=2. <script>alert(1)</script> javascript:alert(1)"
    letters.add(_letter("<b>subject</b>", text), "from@example", ["a@example.com"])

    html = show_letters(letters, Asked("/", {}, {}, None, "")).content.decode()

    assert '<a href="http://applicant.localhost:8400/x?a=1&amp;b=2" rel="noreferrer">' in html
    assert "<script>" not in html
    assert "<b>subject</b>" not in html
    assert 'href="javascript' not in html
