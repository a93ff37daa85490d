"""One file per operation. Each has `measure(ground)`, which gives its lines; a new one is added to this table."""

from collections.abc import Callable

from bench.ground import Ground
from bench.line import Line
from bench.operations import (
    booking,
    calling,
    case_page,
    decision,
    face_pair,
    form_session,
    offline_qr,
    passport_zone,
    permit_pdf,
    public_check,
    rules,
    slow_link,
    submission,
    trial,
    vault_open,
)

OPERATIONS: dict[str, Callable[[Ground], list[Line]]] = {
    "submission": submission.measure,
    "case_page": case_page.measure,
    "public_check": public_check.measure,
    "offline_qr": offline_qr.measure,
    "vault_open": vault_open.measure,
    "permit_pdf": permit_pdf.measure,
    "passport_zone": passport_zone.measure,
    "face_pair": face_pair.measure,
    "decision": decision.measure,
    "rules": rules.measure,
    "slow_link": slow_link.measure,
    "booking": booking.measure,
    "calling": calling.measure,
    "trial": trial.measure,
    "form_session": form_session.measure,  # last: it fills the database
}
