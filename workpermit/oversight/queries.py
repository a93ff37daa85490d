"""Finding drafts, and what a draft would touch."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from workpermit.applications.queries import count_bound, count_running
from workpermit.oversight import subjects
from workpermit.oversight.difference import Change, differences
from workpermit.oversight.lifecycle import LIFECYCLE, LIVE, Act
from workpermit.oversight.models import LONGEST_NOTE as LONGEST_NOTE
from workpermit.oversight.models import Draft as Draft
from workpermit.oversight.models import Trial as Trial
from workpermit.oversight.subjects import Kind, Mistake, Raw

KEPT_IN_LIST = 50
OWN = (Act.CHANGE, Act.REBASE, Act.TRY, Act.PROPOSE, Act.DROP)


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a draft concerns: cases that keep their version, and payments whose last hour would move."""

    drafts: int = 0
    running: int = 0
    bound: int = 0


def get_draft(draft: UUID) -> Draft:
    """Raises Draft.DoesNotExist."""
    return Draft.objects.get(pk=draft)


def list_drafts() -> tuple[list[Draft], list[Draft]]:
    """Those that are being prepared, and the last of those that are over; the newest first."""
    newest = Draft.objects.defer("definition").order_by("-changed_at", "-id")
    return list(newest.filter(status__in=LIVE)), list(newest.exclude(status__in=LIVE)[:KEPT_IN_LIST])


def changes_of(draft: Draft) -> tuple[Raw, list[Change]]:
    """The version that the draft was made from, and what the draft says differently."""
    base = subjects.version_by_id(draft.kind, draft.subject, draft.base)
    was = subjects.plain(subjects.read_definition(draft.kind, base.definition))
    return was, list(differences(was, draft.definition))


def written_out(draft: Draft) -> Raw:
    """What the draft says, its fields in the order of their kind; the database keeps no order."""
    return subjects.plain(subjects.read_definition(draft.kind, draft.definition))


def mistakes_of(draft: Draft) -> list[Mistake]:
    """What keeps the draft from being published."""
    definition = subjects.read_definition(draft.kind, draft.definition)
    return subjects.mistakes_of(draft.kind, draft.subject, definition)


def is_outdated(draft: Draft) -> bool:
    """Whether a version was published after the one that the draft was made from."""
    return draft.status in LIVE and draft.base != subjects.newest_version(draft.kind, draft.subject).version


def trial_of(draft: Draft) -> Trial | None:
    """The trial of the draft as it stands, if its rules were tried on past cases."""
    return Trial.objects.filter(draft=draft.pk, revision=draft.revision).first()


def reach_of(draft: Draft) -> Reach:
    """Whom the draft concerns, counted now."""
    if draft.kind == Kind.SERVICE:
        drafts, running = count_running(draft.subject)
        return Reach(drafts=drafts, running=running)
    return Reach(bound=count_bound(draft.subject)) if draft.kind == Kind.COHORT else Reach()


def acts_open(draft: Draft, account: UUID) -> Sequence[str]:
    """The acts that a page may offer to this officer now; each act still judges for itself."""
    mine = draft.author == account
    return [
        row.act
        for row in LIFECYCLE
        if row.source == draft.status and (mine if row.act in OWN else row.act != Act.PUBLISH or not mine)
    ]
