"""`python -m demo.mailbox CONFIG`: SMTP on one port, a page and JSON on another.

CONFIG is a JSON file: `{port, smtp_port, folder, fonts}`. `GET /messages?to=` answers
`{"messages": [{id, received_at, sender, to, subject, text}]}`, newest first.
"""

import json
import re
import sys
from dataclasses import asdict
from datetime import datetime
from html import escape
from pathlib import Path
from zoneinfo import ZoneInfo

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from demo.mailbox.letters import Letter, Letters
from demo.server import Answer, Asked, as_json, page, serve

SHOWN = 100


class Sink:
    """What aiosmtpd calls for each letter."""

    def __init__(self, letters: Letters) -> None:
        self.letters = letters

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.content
        assert isinstance(content, bytes)
        self.letters.add(content, envelope.mail_from or "", list(envelope.rcpt_tos))
        return "250 Message accepted for delivery"


def show_letters(letters: Letters, asked: Asked) -> Answer:
    to = asked.query.get("to", "")
    found = letters.newest_first(to)[:SHOWN]
    search = f"""<form method="get" action="/">
<label for="to">ถึงที่อยู่อีเมล <span lang="en">To this address</span></label>
<input type="text" id="to" name="to" value="{escape(to)}" inputmode="email">
<button>แสดง <span>Show</span></button></form>"""
    none = '<p class="card">ยังไม่มีจดหมาย <span lang="en">No letters yet.</span></p>'
    listed = f'<ul class="mails">{"".join(_item(letter) for letter in found)}</ul>' if found else none
    mark = ("ตู้จดหมายสาธิต", "Demonstration mailbox")
    return page("จดหมายที่ระบบส่งออก", "Letters that the system has sent", *mark, f"{listed}{search}")


def _item(letter: Letter) -> str:
    at = datetime.fromisoformat(letter.received_at).astimezone(ZoneInfo("Asia/Bangkok"))
    when = f"{at:%d/%m}/{at.year + 543} {at:%H:%M:%S}"
    return f"""<li><details><summary><b>{escape(letter.subject)}</b>
<span class="about">{escape(", ".join(letter.to))} · <span class="num">{when}</span></span>
</summary><pre>{_with_links(letter.text)}</pre></details></li>"""


def _with_links(text: str) -> str:
    """The text with its web addresses made into links; only our own kind of address, never another scheme."""
    return re.sub(r"(https?://[^\s]*[^\s.,;:!?)])", r'<a href="\1" rel="noreferrer">\1</a>', escape(text))


def main() -> None:
    config = json.loads(Path(sys.argv[1]).read_text())
    letters = Letters(Path(config["folder"]))
    smtp = Controller(Sink(letters), hostname="127.0.0.1", port=config["smtp_port"])
    smtp.start()
    serve(
        config["port"],
        config["fonts"],
        {
            ("GET", "/"): lambda asked: show_letters(letters, asked),
            ("GET", "/messages"): lambda asked: as_json(
                {"messages": [asdict(letter) for letter in letters.newest_first(asked.query.get("to", ""))]}
            ),
        },
    )
    smtp.stop()


if __name__ == "__main__":
    main()
