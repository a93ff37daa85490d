"""How much a task takes of a person: presses, and seconds since the first page."""

import time
from dataclasses import dataclass, field

from playwright.sync_api import Locator

from tests.journeys.browser import Person


@dataclass
class Counted:
    """A person whose presses are counted, with the seconds since the first page."""

    who: Person
    presses: int = 0
    began: float = field(default_factory=time.monotonic)

    def press(self, what: Locator) -> None:
        self.presses += 1
        what.click()

    @property
    def seconds(self) -> float:
        return round(time.monotonic() - self.began, 1)
