"""The plan of one centre, kept by the process as long as nothing has changed that it follows from.

Deriving it takes seven statements. The word that stands for all of them (`workpermit.zones.derived`) is read with
whatever needs the plan, so that what is kept is never older than the transaction that uses it.
"""

from datetime import date, datetime

from workpermit.catalogue import queries as catalogue
from workpermit.centres.plan import Plan

_kept: dict[str, tuple[tuple[str, date, date], Plan]] = {}


def kept_plan(centre: str, first: date, last: date, *, basis: str, at: datetime) -> Plan:
    """The places of a centre between two days, as they follow from `basis`: the word read before this is asked.

    Raises NoSuchPlace.
    """
    wanted = (basis, first, last)
    found = _kept.get(centre)
    if found is None or found[0] != wanted:
        # If the centre changes in between, the plan is newer than its word, and the next to ask derives it anew.
        found = (wanted, Plan([catalogue.get_centre(centre)], first, last, catalogue.holidays(at)))
        _kept[centre] = found
    return found[1]


def forget_plans() -> None:
    """Derive everything anew."""
    _kept.clear()
