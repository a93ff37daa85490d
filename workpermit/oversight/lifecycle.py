"""Where a draft of a new version can stand. A second officer publishes; the rules see to that, not this table."""

from enum import StrEnum

from django.db.models import TextChoices

from workpermit.casework.lifecycle import Lifecycle, move
from workpermit.core.actors import Role


class Status(TextChoices):
    DRAFTED = "drafted"
    TRIED = "tried"
    PROPOSED = "proposed"
    SENT_BACK = "sent_back"
    PUBLISHED = "published"
    DROPPED = "dropped"


class Act(StrEnum):
    BEGIN = "begin_draft"
    CHANGE = "change_draft"
    REBASE = "rebase_draft"
    TRY = "try_draft"
    PROPOSE = "propose_draft"
    SEND_BACK = "send_back_draft"
    PUBLISH = "publish_draft"
    DROP = "drop_draft"


# fmt: off
LIFECYCLE = Lifecycle(
    #    act            from              to                who may
    move(Act.BEGIN,     "",               Status.DRAFTED,   Role.POLICY_OFFICER),
    # Whatever is changed has to be tried again.
    move(Act.CHANGE,    Status.DRAFTED,   Status.DRAFTED,   Role.POLICY_OFFICER),
    move(Act.CHANGE,    Status.TRIED,     Status.DRAFTED,   Role.POLICY_OFFICER),
    move(Act.CHANGE,    Status.SENT_BACK, Status.DRAFTED,   Role.POLICY_OFFICER),
    move(Act.REBASE,    Status.DRAFTED,   Status.DRAFTED,   Role.POLICY_OFFICER),
    move(Act.REBASE,    Status.TRIED,     Status.DRAFTED,   Role.POLICY_OFFICER),
    move(Act.REBASE,    Status.SENT_BACK, Status.DRAFTED,   Role.POLICY_OFFICER),
    move(Act.TRY,       Status.DRAFTED,   Status.TRIED,     Role.POLICY_OFFICER),
    move(Act.PROPOSE,   Status.TRIED,     Status.PROPOSED,  Role.POLICY_OFFICER),
    move(Act.SEND_BACK, Status.PROPOSED,  Status.SENT_BACK, Role.POLICY_OFFICER),
    move(Act.PUBLISH,   Status.PROPOSED,  Status.PUBLISHED, Role.POLICY_OFFICER),
    move(Act.DROP,      Status.DRAFTED,   Status.DROPPED,   Role.POLICY_OFFICER),
    move(Act.DROP,      Status.TRIED,     Status.DROPPED,   Role.POLICY_OFFICER),
    move(Act.DROP,      Status.SENT_BACK, Status.DROPPED,   Role.POLICY_OFFICER),
)
# fmt: on

LIVE = (Status.DRAFTED, Status.TRIED, Status.PROPOSED, Status.SENT_BACK)
