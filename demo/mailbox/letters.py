"""The letters that have arrived, newest first, kept in one file so that a restart loses none."""

import json
import os
import threading
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

KEPT = 2000


@dataclass(frozen=True, slots=True)
class Letter:
    """`received_at` in ISO 8601, UTC; `text` is the plain part."""

    id: int
    received_at: str
    sender: str
    to: list[str]
    subject: str
    text: str


class Letters:
    """Safe for several threads."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "letters.jsonl"
        self._lock = threading.Lock()
        self._letters: list[Letter] = []
        if self._file.exists():
            lines = self._file.read_text(encoding="utf-8").splitlines()
            self._letters = [Letter(**json.loads(line)) for line in lines][-KEPT:]

    def add(self, raw: bytes, sender: str, to: list[str]) -> None:
        message = message_from_bytes(raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        body = message.get_body(preferencelist=("plain", "html"))
        text = str(body.get_content()) if body else ""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._lock:
            number = self._letters[-1].id + 1 if self._letters else 1
            letter = Letter(number, now, sender, to, str(message.get("subject", "")), text)
            self._letters = [*self._letters, letter][-KEPT:]
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
            with open(os.open(self._file, flags, 0o600), "a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(letter), ensure_ascii=False) + "\n")

    def newest_first(self, to: str = "") -> list[Letter]:
        """All letters, or those to one address (letter case does not matter)."""
        wanted = to.strip().lower()
        with self._lock:
            found = [one for one in self._letters if not wanted or wanted in (address.lower() for address in one.to)]
        return found[::-1]
