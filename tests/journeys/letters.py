"""Letters as they arrive: read from the mailbox that stands for the people's own mail."""

import json
import time
import urllib.parse
import urllib.request

from tests.system import System

PATIENCE = 20.0  # seconds for the courier


def letters_to(system: System, address: str) -> list[dict[str, str]]:
    """All letters to an address, oldest first."""
    query = urllib.parse.urlencode({"to": address})
    with urllib.request.urlopen(f"{system.run['mailbox']}?{query}", timeout=10) as answer:
        found: list[dict[str, str]] = json.loads(answer.read())["messages"]
    return found[::-1]


def wait_for_letter(system: System, address: str, subject: str) -> str:
    """The text of the letter whose subject contains such words."""
    end = time.monotonic() + PATIENCE
    while True:
        found = letters_to(system, address)
        for letter in found:
            if subject in letter["subject"]:
                return letter["text"]
        if time.monotonic() > end:
            raise AssertionError(f"no letter {subject!r} to {address}, only {[one['subject'] for one in found]}")
        time.sleep(0.2)
