"""What two definitions say differently, field by field, and putting the same changes on another definition.

Parts of a list are known by their own name (`id`, `code`, …), so that one that moves is not taken for another.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

NAMES = ("id", "code", "value", "document", "day")
Path = tuple[str, ...]


class _Absent:
    """Stands for a part that one of the two definitions does not have."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Any = _Absent()


@dataclass(frozen=True, slots=True)
class Change:
    """One field: `path` leads to it through names of fields and of parts; `was` and `now` may be ABSENT."""

    path: Path
    was: Any
    now: Any


def differences(was: Any, now: Any, path: Path = ()) -> Iterator[Change]:
    """Every field that differs, in the order of the fields."""
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        for name in dict.fromkeys((*was, *now)):
            yield from differences(was.get(name, ABSENT), now.get(name, ABSENT), (*path, str(name)))
    elif _has_parts(was) and _has_parts(now):
        yield from differences(parts_of(was), parts_of(now), path)
    elif was != now:
        yield Change(path, was, now)


def put_on(changes: Iterable[Change], definition: Mapping[str, Any]) -> dict[str, Any]:
    """The definition with these changes; one whose place is no longer there falls away."""
    changed = deepcopy(dict(definition))
    for change in changes:
        _put(changed, change.path, change.now)
    return changed


def parts_of(parts: Sequence[Any]) -> dict[str, Any]:
    """The parts of a list by their names; by their places, from 1, where they have no names of their own."""
    for name in NAMES:
        keys = [part.get(name) if isinstance(part, Mapping) else None for part in parts]
        if all(keys) and len({*keys}) == len(keys):
            return dict(zip(map(str, keys), parts, strict=True))
    return {str(place): part for place, part in enumerate(parts, start=1)}


def _has_parts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(part, Mapping) for part in value)


def _put(place: Any, path: Path, value: Any) -> None:
    name, rest = path[0], path[1:]
    if isinstance(place, list):
        names = list(parts_of(place))
        found = names.index(name) if name in names else None
        if rest and found is not None:
            _put(place[found], rest, value)
        elif not rest and found is not None:
            place[found : found + 1] = [] if value is ABSENT else [value]
        elif not rest and value is not ABSENT:
            place.append(value)
    elif isinstance(place, dict):
        if rest:
            _put(place.get(name), rest, value)
        elif value is ABSENT:
            place.pop(name, None)
        else:
            place[name] = value
