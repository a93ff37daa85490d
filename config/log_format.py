"""How faults are written down: the class and the lines of code, never the text of an exception.

The text of an exception may carry what somebody typed or what a row held.
"""

import logging
from traceback import format_tb
from types import TracebackType
from typing import Any


class WithoutTexts(logging.Formatter):
    """A formatter that leaves out the texts of exceptions, also of those that caused them."""

    def formatException(self, ei: Any) -> str:
        return "".join(self._lines(ei[1], ei[2])).rstrip()

    def _lines(self, error: BaseException | None, trace: TracebackType | None) -> list[str]:
        if error is None:
            return []
        cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        earlier = self._lines(cause, cause.__traceback__) if cause else []
        return [*earlier, *format_tb(trace), f"{type(error).__module__}.{type(error).__qualname__}\n"]
