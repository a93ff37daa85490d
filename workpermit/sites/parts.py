"""The shapes that page components take (`templatetags/show.py` draws them)."""

from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Task:
    """A line of a task list. Without `href` it cannot be started yet and is not linked.

    `kind` is the chip of the status: "" for plain text (done), `none`, `warn`, `bad`, `wait` or `ok`.
    """

    title: Words
    status: Words
    href: str = ""
    hint: Words = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A station of a case. `state` is `done`, `now`, `bad`, or "" for what has not come yet."""

    title: Words
    state: str = ""
    note: Words = ""
    href: str = ""
    link: Words = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A term and its value; with `href` the value can be changed there. `number` keeps digits together."""

    term: Words
    value: Words
    href: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class PageError:
    """A line of the error summary that leads to the input with the id `field` (none, where it is empty)."""

    field: str
    message: Words
