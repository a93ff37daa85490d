"""Asking the register over HTTP: one short attempt, never more than two at a time, and a pause when it is down.

Only the exchange zone runs this. What was answered stays in the memory of the process for ten minutes
and is written nowhere.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import BoundedSemaphore, Lock

import httpx

from workpermit.exchange.dbd.shape import WrongShape, read_answer
from workpermit.exchange.facts import EmployerFacts

PATIENCE = 1.5  # seconds for a whole answer; a page waits for it
LONGEST = 256 * 1024  # bytes
KEPT_FOR = 600.0  # seconds
KEPT = 1000  # answers
AT_ONCE = 2
FAILURES, PAUSE = 3, 30.0  # after so many failures in a row nobody asks for so many seconds


class NotAnswered(Exception):
    """The register is down, slow, busy or said something that cannot be read."""


@dataclass
class Register:
    """The register at `url`, an address that the number is added to."""

    url: str
    provinces: Mapping[str, str]
    clock: Callable[[], float] = time.monotonic
    _kept: "OrderedDict[str, tuple[float, EmployerFacts | None]]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)
    _room: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE))
    _failed: int = 0
    _closed_until: float = 0.0

    def ask(self, number: str) -> EmployerFacts | None:
        """What is registered under a number, None where nothing is. Raises NotAnswered."""
        with self._lock:
            kept = self._kept.get(number)
            if kept and self.clock() < kept[0]:
                return kept[1]
            if self.clock() < self._closed_until:
                raise NotAnswered
        if not self._room.acquire(blocking=False):
            raise NotAnswered
        try:
            facts = self._fetch(number)
        except (httpx.HTTPError, WrongShape) as error:
            self._note_failure()
            raise NotAnswered from error
        finally:
            self._room.release()
        self._keep(number, facts)
        return facts

    def _fetch(self, number: str) -> EmployerFacts | None:
        until = self.clock() + PATIENCE
        content = b""
        with httpx.stream(
            "GET", f"{self.url}{number}", timeout=PATIENCE, headers={"accept": "application/json"}
        ) as got:
            if got.status_code not in (200, 404):
                raise WrongShape
            for chunk in got.iter_bytes():
                content += chunk
                if len(content) > LONGEST or self.clock() > until:
                    raise WrongShape
        return read_answer(content, number=number, provinces=self.provinces)

    def _note_failure(self) -> None:
        with self._lock:
            self._failed += 1
            if self._failed >= FAILURES:
                self._closed_until = self.clock() + PAUSE

    def _keep(self, number: str, facts: EmployerFacts | None) -> None:
        with self._lock:
            self._failed = 0
            self._kept[number] = (self.clock() + KEPT_FOR, facts)
            self._kept.move_to_end(number)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
