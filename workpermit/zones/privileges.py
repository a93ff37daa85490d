"""Which login may do what to which table. What is not listed is refused by the database.

`insert` never comes with `select` on sealed tables: a zone can seal, only the vault can read.
An entry of columns narrows `select` or `update` to them. `apply.py` grants exactly this, and a test
compares it with the database.
"""

from dataclasses import dataclass

from workpermit.complaints.queries import SEEN_ABOUT_A_CENTRE
from workpermit.work_notices.queries import SEEN_BY_OFFICES
from workpermit.zones.logins import (
    CHECK,
    COURIER,
    DOCUMENT,
    EXCHANGE,
    GOVERNMENT,
    OPERATOR,
    PRESS,
    PUBLIC,
    TRIAL,
    VAULT,
)


@dataclass(frozen=True, slots=True)
class Grant:
    """`select` and `update` are True, or the columns that they are narrowed to."""

    select: bool | tuple[str, ...] = False
    insert: bool = False
    update: tuple[str, ...] = ()
    delete: bool = False


READ = Grant(select=True)
WRITE_ONLY = Grant(insert=True)
MOVE = ("status", "status_changed_at")

_CATALOGUE = {
    "catalogue_serviceversion": READ,
    "catalogue_cohortversion": READ,
    "catalogue_calendarversion": READ,
}
# What the places of an hour follow from: everybody who books, counts or plans reads it.
_CENTRES = {
    "centres_counter": READ,
    "centres_equipment": READ,
    "centres_shift": READ,
    "centres_dayoverride": READ,
    "centres_closure": READ,
    "centres_tourstop": READ,
    "centres_revision": READ,
}
_SEALED = {"sealing_sealedrecord": WRITE_ONLY, "sealing_sealedkey": WRITE_ONLY}
_TRAIL = {"casework_auditentry": WRITE_ONLY}
_LETTERS = {"letters_letter": WRITE_ONLY}
_WRITES = _SEALED | _TRAIL | _LETTERS

_TICKET = (
    *("id", *MOVE, "centre", "day", "series", "number", "token_hash", "wish", "appointment", "first", "taken_at"),
    *("due_at", "waiting_since", "counter", "calls", "called_at", "serving_since"),
)

PRIVILEGES: dict[str, dict[str, Grant]] = {
    PUBLIC: _WRITES
    | {
        "casework_auditentry": Grant(select=True, insert=True),
        "letters_letter": Grant(select=True, insert=True),
        **_CATALOGUE,
        **_CENTRES,
        "answers_section": Grant(
            select=True, insert=True, update=("record", "complete", "problems", "version", "saved_at")
        ),
        "applications_application": Grant(
            select=True,
            insert=True,
            update=(
                *MOVE,
                "number",
                "submitted_at",
                "due_at",
                "office",
                "province",
                "nationality",
                "occupation",
                "months",
                "extra_documents",
                "label_record",
                "basis",
                "cohort",
                "worker_account",
                "confirmed_at",
                "confirmed_records",
            ),  # fmt: skip
        ),
        "applications_carriedover": Grant(select=True, insert=True, update=("reviewed_at",)),
        "applications_filedversion": Grant(select=True, insert=True),
        "applications_checkresult": READ,
        "exchange_registryanswer": Grant(select=True, insert=True),
        "freezes_freeze": READ,
        "documents_evidence": Grant(select=True, insert=True, update=MOVE),
        "documents_page": READ,
        "fees_bill": Grant(select=True, insert=True, update=MOVE),
        "fees_basket": Grant(select=True, insert=True, update=("entries",)),
        "appointments_capacity": Grant(select=True, insert=True, update=("places", "left")),
        "appointments_appointment": Grant(select=True, insert=True, update=(*MOVE, "passed_on", "needs")),
        "appointments_groupbooking": Grant(select=True, insert=True, update=("entries",)),
        "appointments_waitingplace": Grant(select=True, insert=True, update=MOVE),
        "appointments_release": READ,
        "appointments_registration": Grant(select=True, insert=True),
        "identity_identitycheck": READ,
        "cards_card": Grant(select=True, update=(*MOVE, "centre")),
        # Numbers and times of a hall, for the page that follows one of them; not which clerk sits where.
        "visits_ticket": Grant(select=_TICKET),
        "visits_countersession": Grant(select=("id", "centre", "day", "counter", "serves", "opened_at", "closed_at")),
        "visits_turn": Grant(select=("id", "centre", "day", "wish", "called_at", "ended_at", "end")),
        "decisions_decision": READ,
        "decisions_return": READ,
        "permits_permit": READ,
        "permits_approval": READ,
        "questions_question": Grant(select=True, update=(*MOVE, "reply", "evidence", "answered_by", "answered_at")),
        "complaints_complaint": Grant(select=True, insert=True, update=(*MOVE, "objection", "due_on")),
        "work_notices_worknotice": Grant(
            select=True,
            insert=True,
            update=(
                *MOVE,
                "number",
                "filed_at",
                "event_on",
                "due_on",
                "until_on",
                "province",
                "office",
                "basis",
                "label_record",
            ),
        ),
    },
    OPERATOR: _WRITES
    | {
        **_CATALOGUE,
        "centres_counter": Grant(select=True, insert=True, update=(*MOVE, "check_in", "identity", "cards", "assisted")),
        "centres_equipment": Grant(select=True, insert=True, update=(*MOVE, "counter")),
        "centres_equipmententry": Grant(select=True, insert=True),
        "centres_tourstop": READ,
        "centres_incident": Grant(select=True, insert=True, update=(*MOVE, "until", "done")),
        **dict.fromkeys(
            ("centres_shift", "centres_dayoverride", "centres_closure"), Grant(select=True, insert=True, update=MOVE)
        ),
        # Only what a counter needs to find the visit's papers; answers stay sealed.
        "answers_section": READ,
        "documents_evidence": READ,
        "documents_page": READ,
        "applications_application": Grant(select=True, update=MOVE),
        "appointments_capacity": READ,
        "appointments_appointment": Grant(select=True, update=(*MOVE, "visit")),
        "identity_identitycheck": Grant(select=True, insert=True),
        "card_stock_movement": Grant(select=True, insert=True),
        "card_stock_holding": READ,
        "card_stock_transfer": Grant(select=True, insert=True, update=("accepted_by", "accepted_at", "missing")),
        "card_stock_stockcount": Grant(select=True, insert=True),
        "card_stock_writeoff": Grant(select=True, insert=True),
        "visits_ticketroll": Grant(select=True, insert=True, update=("last",)),
        "visits_countersession": Grant(select=True, insert=True, update=("closed_at",)),
        "visits_ticket": Grant(
            select=True,
            insert=True,
            update=(
                *MOVE,
                "wish",
                "appointment",
                "waiting_since",
                "counter",
                "clerk",
                "reserved",
                "calls",
                "called_at",
                "serving_since",
            ),  # fmt: skip
        ),
        "visits_turn": Grant(select=True, insert=True),
        "visits_kiosknumber": Grant(select=True, insert=True),
        "visits_offlineact": Grant(select=True, insert=True),
        "identity_capture": Grant(select=True, insert=True),
        "identity_facecomparison": READ,
        "identity_chipfinding": READ,
        "cards_card": Grant(select=True, update=(*MOVE, "serial", "blank", "issued_at")),
        # The complaint book: neither who filed it nor where its words are.
        "complaints_complaint": Grant(select=SEEN_ABOUT_A_CENTRE, update=(*MOVE, "explanation", "explained_at")),
    },
    GOVERNMENT: _WRITES
    | {
        "casework_auditentry": Grant(select=True, insert=True),
        "letters_letter": Grant(select=True, insert=True),
        **dict.fromkeys(_CATALOGUE, Grant(select=True, insert=True, update=("valid_until",))),
        **_CENTRES,
        "centres_incident": READ,
        "centres_tourstop": Grant(select=True, insert=True, update=(*MOVE, "reason_th", "reason_en")),
        "centres_equipmententry": READ,
        "appointments_capacity": READ,
        "answers_section": READ,
        "applications_application": Grant(select=True, update=(*MOVE, "due_at", "requested_documents")),
        "applications_filedversion": READ,
        "applications_checkresult": READ,
        "exchange_registryanswer": READ,
        "freezes_freeze": Grant(select=True, insert=True, update=(*MOVE, "lifted_by", "lifted_at")),
        "applications_checkfacts": READ,
        "oversight_trial": Grant(select=True, insert=True, update=("state", "moved_at")),
        "oversight_draft": Grant(
            select=True,
            insert=True,
            update=(
                *MOVE,
                "base",
                "definition",
                "revision",
                "note",
                "remark",
                "changed_at",
                "proposed_at",
                "published_by",
                "published_at",
                "valid_from",
                "version",
            ),  # fmt: skip
        ),
        "documents_evidence": READ,
        "documents_page": READ,
        "fees_bill": Grant(select=True, insert=True, update=("due_at",)),
        "appointments_appointment": READ,
        # Times and numbers of the halls (`visits/network.py`): no ticket, no appointment, no clerk.
        "visits_ticket": Grant(select=("centre", "day", "status", "waiting_since", "called_at")),
        "visits_countersession": Grant(select=("centre", "day", "serves", "closed_at")),
        "visits_turn": Grant(select=("centre", "day", "waiting_since", "called_at", "end")),
        "identity_identitycheck": READ,
        "decisions_recommendation": Grant(select=True, insert=True),
        "decisions_return": Grant(select=True, insert=True),
        "decisions_proposal": Grant(select=True, insert=True),
        "decisions_decision": Grant(select=True, insert=True),
        "permits_permit": READ,
        "permits_approval": READ,
        "questions_question": Grant(select=True, insert=True, update=MOVE),
        "work_notices_worknotice": Grant(select=SEEN_BY_OFFICES),
        "complaints_complaint": Grant(select=True, update=(*MOVE, "reply", "last_reply")),
        # A write-off is the one movement that the Department makes; a trigger sees to that.
        "card_stock_movement": Grant(select=True, insert=True),
        "card_stock_holding": READ,
        "card_stock_transfer": READ,
        "card_stock_stockcount": READ,
        "card_stock_writeoff": Grant(select=True, update=(*MOVE, "decided_by", "decided_at", "remark")),
    },
    EXCHANGE: {"fees_banknotice": WRITE_ONLY},
    CHECK: _WRITES
    | {
        **_CATALOGUE,
        "answers_section": READ,
        "documents_evidence": READ,
        "documents_page": READ,
        "identity_capture": READ,
        "identity_facecomparison": Grant(select=True, insert=True),
        "identity_chipfinding": Grant(select=True, insert=True),
        "applications_application": Grant(select=True, update=(*MOVE, "employer_ref")),
        "applications_checkresult": Grant(insert=True),
        "applications_checkfacts": Grant(insert=True),
        "exchange_registryanswer": Grant(select=True, insert=True),
        "applications_cohortplace": Grant(select=True, insert=True, update=("application", "taken_at")),
    },
    PRESS: _SEALED
    | _TRAIL
    | {
        "documents_evidence": Grant(select=True, update=(*MOVE, "pages", "scan", "zone", "problem")),
        "documents_page": Grant(insert=True),
    },
    COURIER: _TRAIL
    | {
        "letters_letter": Grant(select=True, update=(*MOVE, "sent_at", "failure")),
        **_CATALOGUE,
    },
    DOCUMENT: _WRITES
    | {
        **_CATALOGUE,
        # What the worker confirmed at a counter is noted here, by the vault's word.
        "applications_application": Grant(
            select=True, update=(*MOVE, "due_at", "receipt", "confirmed_at", "confirmed_records")
        ),
        "fees_bill": Grant(select=True, update=(*MOVE, "paid_at", "notice_id", "receipt")),
        "fees_banknotice": Grant(select=True, update=("outcome",)),
        "fees_basket": READ,
        **_CENTRES,
        "appointments_capacity": Grant(select=True, insert=True, update=("places", "left")),
        "appointments_appointment": Grant(select=True, insert=True, update=(*MOVE, "passed_on")),
        "appointments_release": Grant(select=True, insert=True, update=("drawn_at", "salt", "seed")),
        "appointments_releasesalt": Grant(select=True, insert=True),
        "appointments_registration": Grant(select=True, update=("rank", "unserved")),
        "appointments_waitingplace": Grant(select=True, update=(*MOVE, "day", "hour", "offered_until")),
        "visits_ticket": READ,  # who is in the hall has not missed the appointment
        "decisions_decision": READ,
        "answers_section": Grant(select=("case", "name", "record")),  # where a notice says its province
        "oversight_draft": Grant(select=True, update=("told_until",)),
        "permits_permit": Grant(select=True, insert=True, update=("statement", "stated_at", "renew_at")),
        "permits_reminder": Grant(select=True, insert=True),
        # The queue of cards, and which page is the photograph that a card is drawn with.
        "cards_card": Grant(select=True, insert=True),
        "card_stock_movement": READ,  # that the blank was really given to the card
        "documents_evidence": READ,
        "documents_page": READ,
        "permits_approval": Grant(select=True, insert=True),
        "questions_question": Grant(select=True, update=MOVE),
        "work_notices_worknotice": Grant(select=True, update=(*MOVE, "receipt", "acknowledged_at")),
    },
    TRIAL: _CATALOGUE
    | {
        # Numbers for the examples, and which cases there are; what rules were given, the vault opens.
        "applications_application": READ,
        "applications_checkfacts": READ,
        "oversight_draft": READ,
        "oversight_trial": Grant(
            select=True, update=("state", "total", "done", "changed", "examples", "cursor", "moved_at")
        ),
    },
    VAULT: {"sealing_sealedrecord": READ, "sealing_sealedkey": READ},
}
