"""What the automatic checks found, in words: what to look at first, with its reason and its law."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workpermit.applications.queries import latest_results
from workpermit.catalogue.definition import Service, Text
from workpermit.catalogue.queries import get_version, prohibited_work

if TYPE_CHECKING:
    from workpermit.applications.models import Application
    from workpermit.applications.queries import Result

ORDER = ("stop", "look", "unknown", "pass")
CHIPS: dict[str, tuple[str, str | Promise]] = {
    "stop": ("bad", _("Stands against it")),
    "look": ("warn", _("Look at this")),
    "unknown": ("none", _("Could not be checked")),
    "pass": ("ok", _("In order")),
}

# What a filing and the permit that it names, or the passport's zone, say otherwise.
DIFFERS: dict[str, str | Promise] = {
    "worker": _("The worker"),
    "permit": _("The last day or the status of the permit"),
    "employer": _("The employer"),
    "names": _("The names"),
    "passport_number": _("The passport number"),
    "nationality": _("The nationality"),
    "birth_date": _("The date of birth"),
    "sex": _("The sex"),
    "passport_expires_on": _("The last day of the passport"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One result. `kind` and `state` make its chip; `details` are items of lists, never personal."""

    name: Text | str | Promise
    outcome: str
    kind: str
    state: str | Promise
    reason: Text | str | Promise | None
    why: Text | str | Promise | None
    law: str
    details: list[Text | str | Promise]


def findings_of(application: "Application") -> list[Finding]:
    """The results of the newest run, those that need eyes first."""
    service = get_version(application.service_version)
    found = [_finding(service, result) for result in latest_results(application.pk)]
    return sorted(found, key=lambda one: ORDER.index(one.outcome))


def _finding(service: Service, result: "Result") -> Finding:
    check = next((one for one in service.checks if one.code == result.code), None)
    kind, state = CHIPS[result.outcome]
    told = result.outcome in ("stop", "look")
    reasons = {reason.code: reason.text for reason in service.reasons} if told else {}
    return Finding(
        name=check.name if check else result.code,
        outcome=result.outcome,
        kind=kind,
        state=state,
        reason=reasons.get(result.reason),
        why=check.why if check else None,
        law=result.law,
        details=_details(service, result.facts),
    )


def _details(service: Service, facts: dict[str, Any]) -> list[Text | str | Promise]:
    items, absent = facts.get("items", ()), [*facts.get("missing", ()), *facts.get("unreadable", ())]
    work = {one.key: one.name for one in prohibited_work()} if items else {}
    papers = {one.id: one.name for one in service.documents} if absent else {}
    found: list[Text | str | Promise] = [work[key] for key in items if key in work]
    found += [papers[key] for key in absent if key in papers]
    return found + [DIFFERS[key] for key in facts.get("differs", ()) if key in DIFFERS]
