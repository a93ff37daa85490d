"""The difference between "the rules say no" and "something is broken"."""

from datetime import datetime


class RuleBroken(Exception):
    """The rules say no. Expected: shown to the reader, never logged as a fault.

    Each subclass lives beside the function that raises it; its docstring is the rule in one
    sentence. `code` names the sentence that pages show; it is the same in every language and
    never carries personal data. `moment` is a time that the sentence names, where the rule has one.
    """

    moment: datetime | None = None

    @property
    def code(self) -> str:
        return type(self).__name__
