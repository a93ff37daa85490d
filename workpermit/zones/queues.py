"""Which task runs in which queue, and which login may ask for it.

`casework_defer` in the database refuses every other pair, so that a process of the operator's
cannot make the government's workers do anything but what its own acts cause.
"""

from workpermit.zones.logins import CHECK, COURIER, DOCUMENT, EXCHANGE, GOVERNMENT, OPERATOR, PRESS, PUBLIC, TRIAL

TASKS: dict[str, tuple[str, tuple[str, ...]]] = {
    # task: (queue, who may ask)
    "run_checks": ("check", (PUBLIC, DOCUMENT)),
    "compare_face": ("check", (OPERATOR,)),
    "authenticate_chip": ("check", (OPERATOR,)),
    "compare_registry": ("check", (CHECK,)),
    "pass_stations": ("document", (PUBLIC, GOVERNMENT, DOCUMENT)),
    "press_evidence": ("press", (PUBLIC,)),
    "send_letter": ("courier", (PUBLIC, OPERATOR, GOVERNMENT, CHECK, DOCUMENT)),
    "send_code": ("courier", (GOVERNMENT,)),
    "sign_filing_receipt": ("document", (PUBLIC,)),
    "acknowledge_notice": ("document", (PUBLIC,)),
    "offer_returned": ("document", (PUBLIC,)),
    "lapse_offer": ("document", (PUBLIC, DOCUMENT)),
    "match_payment": ("document", (EXCHANGE,)),
    "sign_fee_receipt": ("document", (DOCUMENT,)),
    "tell_of_extension": ("document", (GOVERNMENT,)),
    "run_trial": ("trial", (GOVERNMENT,)),
    "issue_permit": ("document", (OPERATOR, DOCUMENT)),
    "tell_of_identity": ("document", (OPERATOR,)),
    "tell_of_help": ("document", (OPERATOR,)),
    "note_confirmation": ("document", (OPERATOR,)),
    "make_card_file": ("document", (OPERATOR,)),
}

# Which queues a worker's login sees; the clock puts its own jobs by the calendar.
QUEUES_OF: dict[str, tuple[str, ...]] = {
    CHECK: ("check",),
    PRESS: ("press",),
    COURIER: ("courier",),
    DOCUMENT: ("document", "clock"),
    TRIAL: ("trial",),
}
