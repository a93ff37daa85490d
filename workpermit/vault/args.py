"""Reading the arguments of a request: the right type and size, or `bad_args`."""

from datetime import date
from typing import Any
from uuid import UUID

from workpermit.sealing.refusal import Refused

LONGEST_TEXT = 4096
LONGEST_BINARY = 256 * 1024
MOST_RECORDS = 100


class Args:
    """Each method raises Refused with `bad_args`."""

    def __init__(self, said: Any) -> None:
        if not isinstance(said, dict):
            raise Refused("bad_args")
        self._said: dict[str, Any] = said

    def has(self, name: str) -> bool:
        return self._said.get(name) is not None

    def raw(self, name: str) -> Any:
        return self._said.get(name)

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str:
        value = self._said.get(name)
        if not isinstance(value, str) or not 0 < len(value) <= longest:
            raise Refused("bad_args")
        return value

    def ascii(self, name: str, longest: int = LONGEST_TEXT) -> str:
        value = self.text(name, longest)
        if not value.isascii():
            raise Refused("bad_args")
        return value

    def binary(self, name: str) -> bytes:
        value = self._said.get(name)
        if not isinstance(value, bytes) or not 0 < len(value) <= LONGEST_BINARY:
            raise Refused("bad_args")
        return value

    def uuid(self, name: str) -> UUID:
        return _uuid(self._said.get(name))

    def uuids(self, name: str) -> list[UUID]:
        """One to a hundred different ids, sorted. Raises Refused with `too_many` for more."""
        value = self._said.get(name)
        if not isinstance(value, list) or not value:
            raise Refused("bad_args")
        if len(value) > MOST_RECORDS:
            raise Refused("too_many")
        return sorted({_uuid(one) for one in value})

    def day(self, name: str) -> date:
        try:
            return date.fromisoformat(self.text(name, 10))
        except ValueError as error:
            raise Refused("bad_args") from error

    def texts(self, name: str) -> dict[str, str]:
        """A small map of text to text."""
        value = self._said.get(name)
        if not isinstance(value, dict) or len(value) > 40:
            raise Refused("bad_args")
        for part in (*value.keys(), *value.values()):
            if not isinstance(part, str) or len(part) > LONGEST_TEXT:
                raise Refused("bad_args")
        return value


def _uuid(value: Any) -> UUID:
    try:
        found = UUID(value)
    except (AttributeError, TypeError, ValueError) as error:
        raise Refused("bad_args") from error
    if str(found) != value:
        raise Refused("bad_args")
    return found
