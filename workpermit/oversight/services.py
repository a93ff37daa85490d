"""The acts of a draft. One officer writes and proposes, a second one publishes."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from workpermit.applications.queries import count_past_cases
from workpermit.applications.services import extend_payment
from workpermit.casework.jobs import enqueue
from workpermit.casework.lifecycle import advance, begin
from workpermit.catalogue.cohorts import Cohort
from workpermit.catalogue.services import hold_cohort
from workpermit.core.actors import Actor
from workpermit.core.ids import uuid7
from workpermit.oversight import rules, subjects
from workpermit.oversight.difference import differences, put_on
from workpermit.oversight.lifecycle import Act
from workpermit.oversight.models import Draft, Trial
from workpermit.oversight.subjects import Kind, Raw
from workpermit.oversight.trials import has_other_rules

MOST_CASES = 100_000  # the newest ones


@transaction.atomic
def begin_draft(*, draft: UUID, kind: str, subject: str, by: Actor, at: datetime) -> Draft:
    """Begin a new version from the last one that was published. The same `draft` sent twice is begun once.

    Raises NothingToDraft or WrongRole.
    """
    sent_before = Draft.objects.filter(pk=draft, author=by.id).first()
    if sent_before is not None:
        return sent_before
    base = subjects.newest_version(kind, subject)
    whole = subjects.plain(subjects.read_definition(kind, base.definition))
    begun = Draft(
        id=draft, kind=kind, subject=subject, base=base.version, definition=whole, author=by.id, changed_at=at
    )
    begin(begun, Act.BEGIN, by=by, at=at)
    return begun


@transaction.atomic
def change_draft(*, draft: UUID, definition: object, seen: int, by: Actor, at: datetime) -> Draft:
    """Replace what a draft says; `seen` is the revision that its author had before his eyes.

    Raises NotTheAuthor, DraftHasChanged, WrongShape, WrongStatus or WrongRole.
    """
    held = _hold(draft, Act.CHANGE)
    rules.check_author(held, by)
    rules.check_revision(held, seen)
    written = subjects.plain(subjects.read_definition(held.kind, definition))
    advance(held, Act.CHANGE, by=by, at=at, changes=_written(held, written, at))
    return held


@transaction.atomic
def rebase_draft(*, draft: UUID, by: Actor, at: datetime) -> Draft:
    """Put the draft's changes on the version that was published meanwhile.

    A change to something that the newer version no longer has falls away; the difference shows what is left.
    Raises NotTheAuthor, WrongShape, WrongStatus or WrongRole.
    """
    held = _hold(draft, Act.REBASE)
    rules.check_author(held, by)
    was = subjects.version_by_id(held.kind, held.subject, held.base)
    newest = subjects.newest_version(held.kind, held.subject)
    changes = differences(_whole(held.kind, was.definition), held.definition)
    moved = put_on(changes, _whole(held.kind, newest.definition))
    written = subjects.plain(subjects.read_definition(held.kind, moved))
    advance(held, Act.REBASE, by=by, at=at, changes={**_written(held, written, at), "base": newest.version})
    return held


@transaction.atomic
def try_draft(*, draft: UUID, by: Actor, at: datetime) -> Draft:
    """Judge the draft as a whole, and have rules that changed tried on past cases.

    Raises NotTheAuthor, BaseIsOutdated, DraftChangesNothing, DraftHasMistakes, WrongStatus or WrongRole.
    """
    held = _hold(draft, Act.TRY)
    rules.check_author(held, by)
    newest = subjects.newest_version(held.kind, held.subject)
    definition = _check_whole(held, newest)
    advance(held, Act.TRY, by=by, at=at)
    if has_other_rules(subjects.read_definition(held.kind, newest.definition), definition):
        _begin_trial(held, at)
    return held


@transaction.atomic
def propose_draft(*, draft: UUID, note: str, by: Actor, at: datetime) -> Draft:
    """Hand a tried draft to a second officer and say why it is needed.

    Raises NotTheAuthor, NoteMissing, BaseIsOutdated, WrongStatus or WrongRole.
    """
    held = _hold(draft, Act.PROPOSE)
    rules.check_author(held, by)
    rules.check_base(held, subjects.newest_version(held.kind, held.subject))
    changes = {"note": rules.check_note(note), "proposed_at": at, "remark": ""}
    advance(held, Act.PROPOSE, by=by, at=at, changes=changes)
    return held


@transaction.atomic
def send_back_draft(*, draft: UUID, remark: str, by: Actor, at: datetime) -> Draft:
    """Give a proposed draft back to its author, who may do so himself, with what is to be changed.

    Raises NoteMissing, WrongStatus or WrongRole.
    """
    held = _hold(draft, Act.SEND_BACK)
    advance(held, Act.SEND_BACK, by=by, at=at, changes={"remark": rules.check_note(remark)})
    return held


@transaction.atomic
def publish_draft(*, draft: UUID, valid_from: datetime | None, by: Actor, at: datetime) -> Draft:
    """Publish a proposed draft from `valid_from` on (None: from now on). Cases keep the version they have.

    A cohort whose last hour to pay moves later takes its open bills along in the same act, and their filers
    get a letter. Of two officers who publish at once one wins.

    Raises SecondOfficerNeeded, BeginsInThePast, BaseIsOutdated, DraftHasMistakes, VersionBeginsTooEarly,
    WrongStatus, WrongRole or CaseHasMoved.
    """
    held = _hold(draft, Act.PUBLISH)
    rules.check_second(held, by)
    begins = valid_from or at
    rules.check_begins(begins, at)
    if held.kind == Kind.COHORT:
        hold_cohort(held.subject, alone=True)
    newest = subjects.newest_version(held.kind, held.subject, hold=True)
    definition = _check_whole(held, newest)
    version = uuid7()
    changes = {"published_by": by.id, "published_at": at, "valid_from": begins, "version": version}
    advance(held, Act.PUBLISH, by=by, at=at, changes=changes)
    subjects.publish(held.kind, definition, version=version, valid_from=begins, at=at)
    if isinstance(definition, Cohort):
        _extend(held, newest.definition, definition)
    return held


@transaction.atomic
def drop_draft(*, draft: UUID, by: Actor, at: datetime) -> Draft:
    """Give up a draft. Raises NotTheAuthor, WrongStatus or WrongRole."""
    held = _hold(draft, Act.DROP)
    rules.check_author(held, by)
    advance(held, Act.DROP, by=by, at=at)
    return held


@transaction.atomic
def pause_trial(*, draft: UUID, goes_on: bool, by: Actor, at: datetime) -> None:
    """Stop the trial of a draft, or let it go on where it was. Raises NotTheAuthor."""
    held = Draft.objects.get(pk=draft)
    rules.check_author(held, by)
    source, target = (Trial.State.STOPPED, Trial.State.RUNNING)[:: 1 if goes_on else -1]
    trials = Trial.objects.filter(draft=held.pk, revision=held.revision, state=source)
    for trial in trials.values_list("pk", flat=True):
        if trials.filter(pk=trial).update(state=target, moved_at=at) and goes_on:
            enqueue("run_trial", trial)


def _begin_trial(draft: Draft, at: datetime) -> None:
    total = min(MOST_CASES, count_past_cases(draft.subject))
    trial = Trial(
        draft=draft.pk, revision=draft.revision, state=Trial.State.RUNNING, total=total, begun_at=at, moved_at=at
    )
    if Trial.objects.bulk_create([trial], ignore_conflicts=True):
        enqueue("run_trial", trial.pk)


def _hold(draft: UUID, act: Act) -> Draft:
    """The draft as it stands now, open to this act; whoever else acts on it waits.

    Raises WrongStatus or Draft.DoesNotExist.
    """
    held = Draft.objects.select_for_update().get(pk=draft)
    held.LIFECYCLE.find(act, held.status)
    return held


def _whole(kind: str, definition: Raw) -> Raw:
    """A version as this release reads it: fields that it was published without have their usual values."""
    return subjects.plain(subjects.read_definition(kind, definition))


def _written(draft: Draft, definition: Raw, at: datetime) -> Raw:
    return {"definition": definition, "revision": draft.revision + 1, "changed_at": at}


def _check_whole(draft: Draft, newest: subjects.Published) -> subjects.Definition:
    """Raises BaseIsOutdated, DraftChangesNothing or DraftHasMistakes."""
    rules.check_base(draft, newest)
    definition = subjects.read_definition(draft.kind, draft.definition)
    if _whole(draft.kind, newest.definition) == subjects.plain(definition):
        raise rules.DraftChangesNothing
    rules.check_mistakes(subjects.mistakes_of(draft.kind, draft.subject, definition))
    return definition


def _extend(draft: Draft, before: Raw, now: Cohort) -> None:
    was = subjects.read_definition(Kind.COHORT, before)
    assert isinstance(was, Cohort)
    if was.pay_until is None or (now.pay_until is not None and now.pay_until <= was.pay_until):
        return
    if extend_payment(cohort=now.id, was=was.pay_until, until=now.pay_until):
        enqueue("tell_of_extension", draft.pk)
