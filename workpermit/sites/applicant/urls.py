"""The addresses of the portal."""

from django.urls import URLPattern, path

from workpermit.sites.applicant.views import (
    account,
    answers,
    appointments,
    baskets,
    centres,
    complaints,
    documents,
    fees,
    filings,
    following,
    joining,
    notices,
    own_permits,
    papers,
    permits,
    questions,
    start,
    submitting,
    tracking,
    visits,
)
from workpermit.sites.shared import session_urls, shared_urls

APPLICATION = "applications/<uuid:application_id>/"
NOTICE = "notices/<uuid:notice_id>/"
COMPLAINT = "complaints/<uuid:complaint_id>/"
BASKET = "baskets/<uuid:basket_id>/"
FILES = APPLICATION + "documents/<slug:document_id>/"

public: list[URLPattern] = [
    path("", start.home, name="home"),
    path("privacy/", start.privacy, name="privacy"),
    path("finder/", start.finder, name="finder"),
    path("services/<slug:service_id>/", start.service, name="service"),
    path("services/<slug:service_id>/start/", start.start, name="service-start"),
    path("check/", permits.check, name="check"),
    path("p/<str:number>", permits.check_permit, name="permit-check"),
    path("centres/", centres.centres, name="centres"),
    path("centres/<slug:centre>/", centres.centre, name="centre-places"),
    path("join/", joining.join, name="join"),
    path("join/<uuid:case>/", joining.joined, name="joined"),
]

own: list[URLPattern] = [
    path("filings/", filings.filings, name="filings"),
    path("permits/", own_permits.own_permits, name="own-permits"),
    path("account/", account.account, name="account"),
    path("account/passkeys/", account.add_passkey, name="account-passkey"),
    path(APPLICATION, filings.application, name="application"),
    path(APPLICATION + "state/", filings.state, name="application-state"),
    path(APPLICATION + "sections/<slug:name>/", answers.section, name="application-section"),
    path(FILES, documents.document, name="application-document"),
    path(FILES + "files/<uuid:evidence_id>/remove/", documents.remove, name="evidence-remove"),
    path(APPLICATION + "invitation/", joining.invitation, name="application-invitation"),
    path(APPLICATION + "filing/", joining.filing_page, name="application-filing"),
    path(APPLICATION + "confirm/", joining.confirm, name="application-confirm"),
    path(APPLICATION + "confirmed/", joining.confirmed, name="application-confirmed"),
    path(APPLICATION + "check/", submitting.check, name="application-submit"),
    path(APPLICATION + "submitted/", submitting.submitted, name="application-submitted"),
    path(APPLICATION + "amend/", submitting.amend, name="application-amend"),
    path(APPLICATION + "withdraw/", submitting.withdraw, name="application-withdraw"),
    path(APPLICATION + "questions/<uuid:question_id>/", questions.question, name="question"),
    path(APPLICATION + "looks/", tracking.looks, name="application-looks"),
    path(APPLICATION + "letters/", tracking.letters, name="application-letters"),
    path(APPLICATION + "receipt.pdf", papers.filing_receipt, name="filing-receipt"),
    path(APPLICATION + "refusal.pdf", papers.refusal_letter, name="refusal-letter"),
    path(APPLICATION + "approval.pdf", papers.approval_letter, name="approval-letter"),
    path(APPLICATION + "bills/<slug:kind>/", fees.bill, name="bill"),
    path(APPLICATION + "bills/<slug:kind>/bill.pdf", papers.payment_bill, name="bill-paper"),
    path(APPLICATION + "bills/<slug:kind>/receipt.pdf", papers.fee_receipt, name="bill-receipt"),
    path(APPLICATION + "appointment/", appointments.appointment, name="appointment"),
    path(APPLICATION + "appointment/code/", appointments.checkin_code, name="appointment-code"),
    path(APPLICATION + "appointment/cancel/", appointments.cancel, name="appointment-cancel"),
    path(APPLICATION + "appointment/move/", appointments.move, name="appointment-move"),
    path(APPLICATION + "appointment/move/<slug:centre>/", appointments.reschedule, name="appointment-reschedule"),
    path(APPLICATION + "appointment/<slug:centre>/", appointments.book, name="appointment-book"),
    path(APPLICATION + "permit/", permits.permit, name="permit"),
    path(APPLICATION + "permit/<slug:service_id>/", following.follow, name="permit-follow"),
    path(APPLICATION + "changed/", following.changed, name="application-changed"),
    path(APPLICATION + "permit.pdf", permits.permit_pdf, name="permit-paper"),
    path("baskets/", baskets.ready, name="baskets"),
    path(BASKET, baskets.basket, name="basket"),
    path(BASKET + "bill.pdf", baskets.bill_paper, name="basket-bill"),
    path(BASKET + "state/", baskets.state, name="basket-state"),
    path("visits/", visits.visits, name="visits"),
    path("visits/<uuid:group_id>/", visits.group, name="visits-group"),
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/new/", complaints.choose_topic, name="complaint-topics"),
    path("complaints/new/<slug:topic_id>/", complaints.new_complaint, name="complaint-new"),
    path(COMPLAINT, complaints.complaint, name="complaint"),
    path(COMPLAINT + "looks/", complaints.looks, name="complaint-looks"),
    path(COMPLAINT + "reopen/", complaints.reopen, name="complaint-reopen"),
    path(COMPLAINT + "close/", complaints.close, name="complaint-close"),
    path(NOTICE, notices.notice, name="notice"),
    path(NOTICE + "state/", notices.notice_state, name="notice-state"),
    path(NOTICE + "sections/<slug:name>/", answers.notice_section, name="notice-section"),
    path(NOTICE + "check/", notices.check_notice, name="notice-file"),
    path(NOTICE + "discard/", notices.discard, name="notice-discard"),
    path(NOTICE + "again/", notices.repeat, name="notice-again"),
    path(NOTICE + "looks/", tracking.notice_looks, name="notice-looks"),
    path(NOTICE + "acknowledgement.pdf", papers.acknowledgement, name="notice-acknowledgement"),
]

urlpatterns = [*shared_urls(), *session_urls(), *public, *own]
