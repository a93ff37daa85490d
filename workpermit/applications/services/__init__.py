"""What happens to an application, one file per act."""

from workpermit.applications.services.amend import amend_application
from workpermit.applications.services.answer import save_answers
from workpermit.applications.services.book_together import book_together
from workpermit.applications.services.carry import Earlier, carry_over, review_carried
from workpermit.applications.services.complete_checks import complete_checks
from workpermit.applications.services.confirm import await_confirmation, join_application, record_confirmation
from workpermit.applications.services.confirm_identity import confirm_identity
from workpermit.applications.services.draw import register_for_draw, serve_drawn
from workpermit.applications.services.extend import extend_payment
from workpermit.applications.services.help import tell_of_help
from workpermit.applications.services.lapse import NotDueYet, lapse_application
from workpermit.applications.services.pass_stations import pass_filing_fee, pass_permit_fee, pass_visit
from workpermit.applications.services.pay import record_payment
from workpermit.applications.services.start import start_application
from workpermit.applications.services.submit import keep_receipt, resubmit_application, submit_application
from workpermit.applications.services.submit_together import submit_together
from workpermit.applications.services.take_place import take_place
from workpermit.applications.services.visit import (
    book_visit,
    check_in_by_paper,
    displace_visit,
    reschedule_visit,
    tell_card_by_paper,
    tell_not_confirmed,
)
from workpermit.applications.services.wait import take_offered_place, tell_offered, wait_for_place
from workpermit.applications.services.withdraw import withdraw_application

__all__ = [
    "amend_application",
    "Earlier",
    "NotDueYet",
    "await_confirmation",
    "book_together",
    "book_visit",
    "carry_over",
    "check_in_by_paper",
    "complete_checks",
    "displace_visit",
    "confirm_identity",
    "extend_payment",
    "join_application",
    "keep_receipt",
    "lapse_application",
    "pass_filing_fee",
    "pass_permit_fee",
    "pass_visit",
    "record_confirmation",
    "record_payment",
    "register_for_draw",
    "reschedule_visit",
    "resubmit_application",
    "review_carried",
    "save_answers",
    "serve_drawn",
    "start_application",
    "submit_application",
    "submit_together",
    "take_offered_place",
    "take_place",
    "tell_card_by_paper",
    "tell_not_confirmed",
    "tell_of_help",
    "tell_offered",
    "wait_for_place",
    "withdraw_application",
]
