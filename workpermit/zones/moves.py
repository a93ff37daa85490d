"""The lifecycles as the database sees them: which login may make which move.

The trigger on every `status` column compares with this copy of the slices' own tables, so that a
process that is taken over cannot make a move that belongs to another zone.
"""

from collections.abc import Iterator
from typing import NamedTuple

from workpermit.applications.lifecycle import LIFECYCLE as APPLICATION
from workpermit.applications.lifecycle import Act as ApplicationAct
from workpermit.appointments.lifecycle import LIFECYCLE as APPOINTMENT
from workpermit.appointments.lifecycle import WAITING as WAITING_PLACE
from workpermit.card_stock.lifecycle import LIFECYCLE as WRITE_OFF
from workpermit.cards.lifecycle import LIFECYCLE as CARD
from workpermit.casework.lifecycle import Lifecycle
from workpermit.centres.lifecycle import CLOSURE, COUNTER, EQUIPMENT, INCIDENT, OVERRIDE, SHIFT, TOUR_STOP
from workpermit.complaints.lifecycle import LIFECYCLE as COMPLAINT
from workpermit.core.actors import Role
from workpermit.documents.lifecycle import LIFECYCLE as EVIDENCE
from workpermit.fees.lifecycle import LIFECYCLE as BILL
from workpermit.freezes.lifecycle import LIFECYCLE as FREEZE
from workpermit.letters.lifecycle import LIFECYCLE as LETTER
from workpermit.letters.lifecycle import Act as LetterAct
from workpermit.oversight.lifecycle import LIFECYCLE as DRAFT
from workpermit.questions.lifecycle import LIFECYCLE as QUESTION
from workpermit.visits.lifecycle import LIFECYCLE as TICKET
from workpermit.work_notices.lifecycle import LIFECYCLE as NOTICE
from workpermit.zones.logins import CHECK, COURIER, DOCUMENT, GOVERNMENT, OPERATOR, PRESS, PUBLIC

LIFECYCLES: dict[str, tuple[str, Lifecycle]] = {
    # kind: (table, lifecycle)
    "application": ("applications_application", APPLICATION),
    "evidence": ("documents_evidence", EVIDENCE),
    "bill": ("fees_bill", BILL),
    "appointment": ("appointments_appointment", APPOINTMENT),
    "waitingplace": ("appointments_waitingplace", WAITING_PLACE),
    "letter": ("letters_letter", LETTER),
    "worknotice": ("work_notices_worknotice", NOTICE),
    "freeze": ("freezes_freeze", FREEZE),
    "draft": ("oversight_draft", DRAFT),
    "question": ("questions_question", QUESTION),
    "complaint": ("complaints_complaint", COMPLAINT),
    "card": ("cards_card", CARD),
    "writeoff": ("card_stock_writeoff", WRITE_OFF),
    "counter": ("centres_counter", COUNTER),
    "equipment": ("centres_equipment", EQUIPMENT),
    "shift": ("centres_shift", SHIFT),
    "dayoverride": ("centres_dayoverride", OVERRIDE),
    "closure": ("centres_closure", CLOSURE),
    "ticket": ("visits_ticket", TICKET),
    "tourstop": ("centres_tourstop", TOUR_STOP),
    "incident": ("centres_incident", INCIDENT),
}

_LOGIN_OF = {
    Role.APPLICANT: PUBLIC,
    Role.OPERATOR_CLERK: OPERATOR,
    Role.CENTRE_MANAGER: OPERATOR,
    Role.ASSISTANT_REGISTRAR: GOVERNMENT,
    Role.REGISTRAR: GOVERNMENT,
    Role.POLICY_OFFICER: GOVERNMENT,
}

# The system is several processes; each kind of case belongs to one of them, with two exceptions.
_SYSTEM_LOGIN = {
    "application": DOCUMENT,
    "evidence": PRESS,
    "bill": DOCUMENT,
    "appointment": DOCUMENT,
    "waitingplace": DOCUMENT,
    "letter": COURIER,
    "worknotice": DOCUMENT,
    "question": DOCUMENT,
    "ticket": OPERATOR,  # a kiosk
    "card": DOCUMENT,
}
_SYSTEM_LOGINS_OF_ACT = {
    ApplicationAct.COMPLETE_CHECKS: (CHECK,),
    LetterAct.QUEUE: (CHECK, DOCUMENT),
}


class AllowedMove(NamedTuple):
    kind: str
    act: str
    source: str
    target: str
    login: str


def allowed_moves() -> Iterator[AllowedMove]:
    """Every row of the table `casework_allowed_move`."""
    for kind, (_table, lifecycle) in LIFECYCLES.items():
        for row in lifecycle:
            for login in sorted({login for role in row.roles for login in _logins(kind, row.act, role)}):
                yield AllowedMove(kind, row.act, row.source, row.target, login)


def _logins(kind: str, act: str, role: Role) -> tuple[str, ...]:
    if role is not Role.SYSTEM:
        return (_LOGIN_OF[role],)
    for exception, logins in _SYSTEM_LOGINS_OF_ACT.items():
        if act == exception:
            return logins
    return (_SYSTEM_LOGIN[kind],)
