"""Trying the rules of a draft on past cases: which outcomes would be others, and how many.

The facts of each case are those that its own checks were given on their day. Built-in checks look at more than facts
and are left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from workpermit.applications.queries import PastCase, list_past_cases
from workpermit.catalogue.definition import Check, Service
from workpermit.catalogue.rules import CheckResult, judge_facts
from workpermit.oversight import subjects
from workpermit.oversight.models import Draft, Trial
from workpermit.oversight.subjects import Kind
from workpermit.sealing.client import VaultClient

AT_ONCE = 100  # cases in one call to the vault
EXAMPLES = 10  # numbers of applications kept for each change
NONE = "none"  # the outcome of a check that one of the two versions does not have


@dataclass(frozen=True, slots=True)
class Changed:
    """A check that finds something else than before; `reason` is what it finds now, or found before."""

    code: str
    was: str
    now: str
    reason: str

    @property
    def key(self) -> str:
        """As the counts of a trial name it."""
        return " ".join((self.code, self.was, self.now, self.reason or "-"))


def compare(before: Service, after: Service, facts: Mapping[str, object]) -> Iterator[Changed]:
    """Every rule that finds something else in the facts of one case."""
    old, new = _rules(before), _rules(after)
    for code in dict.fromkeys((*old, *new)):
        was, now = _found(old.get(code), facts), _found(new.get(code), facts)
        if _outcome(was) != _outcome(now):
            reason = (now.reason_code if now else "") or (was.reason_code if was else "")
            yield Changed(code, _outcome(was), _outcome(now), reason)


def advance_trial(trial: UUID, *, vault: VaultClient, at: datetime) -> bool:
    """Try the rules on the next hundred cases and keep what was found; False when there is nothing more to do.

    What is found and how far it came are one transaction: a trial that was stopped or broken off goes on where it was.
    Raises VaultUnreachable, or VaultRefused where the vault is asked too often.
    """
    with transaction.atomic():
        held = Trial.objects.select_for_update().get(pk=trial)
        if held.state != Trial.State.RUNNING:
            return False
        draft = Draft.objects.get(pk=held.draft)
        cases = list_past_cases(draft.subject, before=held.cursor, count=min(AT_ONCE, held.total - held.done))
        if not cases:
            Trial.objects.filter(pk=trial).update(state=Trial.State.DONE, moved_at=at)
            return False
        facts = vault.open_facts([case.record for case in cases])
        changed, examples = _count(draft, held, cases, facts)
        Trial.objects.filter(pk=trial).update(
            done=held.done + len(cases), cursor=cases[-1].id, changed=changed, examples=examples, moved_at=at
        )
    return True


def _count(
    draft: Draft, held: Trial, cases: list[PastCase], facts: Mapping[UUID, Mapping[str, object]]
) -> tuple[dict[str, int], dict[str, list[str]]]:
    base = subjects.version_by_id(draft.kind, draft.subject, draft.base)
    before = subjects.read_definition(Kind.SERVICE, base.definition)
    after = subjects.read_definition(Kind.SERVICE, draft.definition)
    assert isinstance(before, Service)
    assert isinstance(after, Service)
    changed: dict[str, int] = dict(held.changed)
    examples: dict[str, list[str]] = {key: list(numbers) for key, numbers in held.examples.items()}
    for case in cases:
        for one in compare(before, after, facts[case.record]):
            changed[one.key] = changed.get(one.key, 0) + 1
            shown = examples.setdefault(one.key, [])
            if len(shown) < EXAMPLES:
                shown.append(case.number)
    return changed, examples


def has_other_rules(before: Any, after: Any) -> bool:
    """Whether a trial can find anything: some check with a rule is not as it was."""
    return isinstance(before, Service) and isinstance(after, Service) and _rules(before) != _rules(after)


def _rules(service: Service) -> dict[str, Check]:
    return {check.code: check for check in service.checks if check.rule}


def _found(check: Check | None, facts: Mapping[str, object]) -> CheckResult | None:
    return judge_facts(check, facts) if check else None


def _outcome(found: CheckResult | None) -> str:
    return found.outcome.value if found else NONE
