"""Who the account that is linked to a case has been shown to be: at a counter, once for all of his cases."""

from collections.abc import Iterable
from uuid import UUID

from psycopg.rows import DictRow

from workpermit.sealing.record import Opened
from workpermit.sealing.refusal import Refused
from workpermit.vault import trace
from workpermit.vault.call import Call
from workpermit.vault.cases import WORKER, find_confirmation
from workpermit.vault.matching import Person, paper_index, person_in
from workpermit.vault.purposes import INHERIT, VISIT
from workpermit.vault.records import fetch, open_rows, single_case

_INHERIT = """
UPDATE link SET confirmed_at = %s, confirmed_by = known.confirmed_by, inherited_from = known.case_id,
    person = known.person, born = known.born
FROM (
    SELECT * FROM link WHERE account = %s AND confirmed_at IS NOT NULL AND person = %s
    ORDER BY confirmed_at DESC LIMIT 1
) known
WHERE link.case_id = %s AND link.account = known.account AND link.confirmed_at IS NULL
"""

_SEARCH = """
SELECT
    EXISTS (
        SELECT 1 FROM link other
        WHERE other.person = %s AND other.confirmed_at IS NOT NULL AND other.account <> mine.account
    ) AS seen,
    EXISTS (
        SELECT 1 FROM worker_index filed JOIN link other ON other.case_id = filed.case_id
        WHERE filed.mac = %s AND other.account <> mine.account
    ) AS claimed
FROM link mine WHERE mine.case_id = %s
"""


def inherit(call: Call, case: UUID, account: UUID, person: bytes | None) -> None:
    """Take over what a counter found, where this account was identified as the very person of this case.

    Number of the paper, birth date and nationality must all agree with what the counter compared; otherwise the
    link stays claimed. The taking over is a row of the log.
    """
    if person is None:
        return
    if call.db.run(_INHERIT, call.now, account, person, case):
        call.trace.case, call.trace.actor, call.trace.purpose = case, account, INHERIT
        trace.write(call.db, call.trace, granted=True, at=call.now)


def check_one_person(call: Call, account: UUID, person: Person | None) -> None:
    """Whoever files for himself is one human being: a passport changes, birth and nationality do not.

    Raises Refused with `other_person`.
    """
    known = call.db.one(
        "SELECT 1 AS found FROM link WHERE account = %s AND confirmed_at IS NOT NULL AND born IS DISTINCT FROM %s",
        account,
        person.born if person else None,
    )
    if known is not None:
        raise Refused("other_person")


def person_of_answers(call: Call, opened: Iterable[Opened]) -> Person | None:
    """The person whom the opened answers are about; None where there is not exactly one such record."""
    said = [one.value for one in opened if one.header.kind == WORKER]
    return person_in(call.vault.keys, said[0]) if len(said) == 1 else None


def find_decided(call: Call, case: UUID) -> DictRow | None:
    """The latest decision that the vault judged good for a case."""
    return call.db.one("SELECT * FROM decision WHERE case_id = %s ORDER BY seen_at DESC LIMIT 1", case)


def worker_record(call: Call, case: UUID) -> UUID | None:
    """The answers that stand for the worker at a counter: those that he confirmed, else those decided on.

    Anybody can seal answers about somebody else; only these are the filing.
    """
    said = find_confirmation(call, case) or find_decided(call, case)
    return said["worker_record"] if said else None


def person_at_counter(call: Call, case: UUID, *, who: str) -> Person:
    """Whom the clerk has compared with the visitor. Raises Refused with `not_confirmed` or as opening does."""
    record = worker_record(call, case)
    if record is None:
        raise Refused("not_confirmed")
    rows = fetch(call, [record])
    single_case(call, rows, case)
    person = person_of_answers(call, open_rows(call, rows, VISIT, who=who))
    if person is None:
        raise Refused("not_confirmed")
    return person


def known_elsewhere(call: Call, case: UUID) -> list[UUID]:
    """Other accounts under which a counter has seen the very person whom it saw for this case."""
    rows = call.db.all(
        "SELECT DISTINCT other.account FROM link mine JOIN link other ON other.person = mine.person "
        "WHERE mine.case_id = %s AND mine.confirmed_at IS NOT NULL AND other.confirmed_at IS NOT NULL "
        "AND other.account <> mine.account ORDER BY other.account",
        case,
    )
    return [row["account"] for row in rows]


def search_register(call: Call, case: UUID, opened: Iterable[Opened]) -> str:
    """Whether the person of a visit is known under another account: `yes`, `no` or `ask`; empty without his answers.

    `yes`: a counter has seen this very person, by number of the paper, birth date and nationality. `ask`: somebody
    under another account says that the same number is his, and no counter has seen him yet. Keyed hashes are compared.
    """
    said = [one.value for one in opened if one.header.kind == WORKER]
    person = person_in(call.vault.keys, said[0]) if len(said) == 1 else None
    if person is None:
        return ""
    row = call.db.one(_SEARCH, person.exact, paper_index(call.vault.keys, said[0]), case)
    if row is None:
        return ""
    return "yes" if row["seen"] else "ask" if row["claimed"] else "no"


def is_identified(call: Call, case: UUID, person: bytes | None) -> bool:
    """Whether a counter has seen the linked worker, and he is the person whom the decision is about."""
    link = call.db.one("SELECT * FROM link WHERE case_id = %s", case)
    return bool(link and link["confirmed_at"] and person is not None and link["person"] == person)
