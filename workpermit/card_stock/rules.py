"""What the ledger of blank cards must keep; each rule is raised by the act that it stops."""

from workpermit.card_stock.models import LONGEST_NOTE, WriteOff
from workpermit.casework.lifecycle import WrongRole
from workpermit.core.actors import Actor, Role
from workpermit.core.errors import RuleBroken


class CardsAreKnown(RuleBroken):
    """A serial exists once: cards that were received anywhere are not received again."""


class CardsAreNotThere(RuleBroken):
    """Only cards that the books have at this centre, in this state, can be moved."""


class SentToItself(RuleBroken):
    """Cards are sent to another centre."""


class TransferIsElsewhere(RuleBroken):
    """A transfer is accepted by the centre that it was sent to."""


class WriteOffWaits(RuleBroken):
    """A centre does not count while a proposal to write off its cards waits for a decision."""


class CountNamesTwice(RuleBroken):
    """Each card is counted once."""


class SecondPersonNeeded(RuleBroken):
    """Whoever proposes a write-off does not decide on it."""


class RemarkMissing(RuleBroken):
    """Whoever decides on a write-off says why, in 200 characters."""


def check_clerk(by: Actor) -> None:
    """Cards are moved by the staff of a centre. Raises WrongRole."""
    if by.role is not Role.OPERATOR_CLERK or not by.place:
        raise WrongRole


def check_second(write_off: WriteOff, by: Actor) -> None:
    """Raises SecondPersonNeeded."""
    if write_off.proposed_by == by.id:
        raise SecondPersonNeeded


def check_remark(remark: str) -> str:
    """The remark without spaces at its ends. Raises RemarkMissing."""
    if not remark.strip() or len(remark.strip()) > LONGEST_NOTE:
        raise RemarkMissing
    return remark.strip()
