"""A refusal with a code: what the vault answers, and what a format says when it does not verify."""

from workpermit.core.errors import RuleBroken


class Refused(RuleBroken):
    """Something is refused, and the code says why. The list of codes is in docs/architecture.md."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self._code = code

    @property
    def code(self) -> str:
        return self._code
