"""Rules as data: CEL expressions, compiled once with the types of their variables.

CEL is Google's Common Expression Language: no loops, no side effects, and a compiler that refuses
a misspelt name or a comparison of unlike types before the rule is ever used.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cel_expr_python import cel

TYPES = {"int": cel.Type.INT, "bool": cel.Type.BOOL, "text": cel.Type.STRING}


class BadRule(Exception):
    """A rule does not compile; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled expression that answers yes or no."""

    text: str
    _expression: cel.Expression

    def holds(self, facts: Mapping[str, object], limits: Mapping[str, int]) -> bool | None:
        """Whether the rule holds; None when a fact that it needs is not known."""
        answer = self._expression.eval(data={**facts, "limit": dict(limits)}).value()
        return answer if isinstance(answer, bool) else None


@lru_cache(maxsize=256)
def compile_rule(text: str, variables: tuple[tuple[str, str], ...]) -> Rule:
    """Compile an expression over `variables`, pairs of a name and `int`, `bool` or `text`. Raises BadRule.

    `limit` is always there: the check's thresholds by name.
    """
    known = {name: TYPES[kind] for name, kind in variables}
    known["limit"] = cel.Type.Map(cel.Type.STRING, cel.Type.INT)
    try:
        expression = cel.NewEnv(variables=known).compile(text)
    except RuntimeError as wrong:
        raise BadRule(str(wrong)) from wrong
    if expression.return_type() != cel.Type.BOOL:
        raise BadRule(f"{text!r} does not answer yes or no")
    return Rule(text, expression)
