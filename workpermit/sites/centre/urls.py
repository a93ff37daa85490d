"""The addresses of the service centres."""

from django.urls import path

from workpermit.sites.centre.views import appointments, captures, card_stock, devices, queue, visits
from workpermit.sites.centre.views.manage import counters, days, equipment, incidents, overview, staff
from workpermit.sites.shared import session_urls, shared_urls

VISIT = "appointments/<uuid:appointment>/visit/"

urlpatterns = [
    *shared_urls(),
    *session_urls(),
    path("", appointments.today, name="today"),
    path("check-in/", appointments.check_in, name="check-in"),
    path("queue/", queue.show, name="queue"),
    path("queue/counter/", queue.sit_down, name="counter-open"),
    path("queue/counter/close/", queue.leave, name="counter-close"),
    path("queue/next/", queue.call_next, name="call-next"),
    path("queue/tickets/<uuid:ticket>/transfer/", queue.transfer, name="ticket-transfer"),
    path("queue/tickets/<uuid:ticket>/<slug:act>/", queue.act, name="ticket-act"),
    path("device/", devices.show, name="device"),
    path("device/challenge/", devices.challenge, name="device-challenge"),
    path("device/state/", devices.state, name="device-state"),
    path(VISIT, visits.show, name="visit"),
    path(f"{VISIT}face/", captures.show_face, name="face"),
    path(f"{VISIT}face/capture/", captures.capture_face, name="capture-face"),
    path(f"{VISIT}chip/", captures.show_chip, name="chip"),
    path(f"{VISIT}chip/capture/", captures.capture_chip, name="capture-chip"),
    path(f"{VISIT}confirm/", visits.confirm, name="confirm-identity"),
    path(f"{VISIT}cannot-confirm/", visits.cannot_confirm, name="cannot-confirm"),
    path("appointments/<uuid:appointment>/done/", visits.done, name="visit-done"),
    path("cards/stock/", card_stock.overview, name="card-stock"),
    path("cards/stock/receive/", card_stock.receive, name="receive-cards"),
    path("cards/stock/send/", card_stock.send, name="send-cards"),
    path("cards/stock/accept/<uuid:transfer>/", card_stock.accept, name="accept-cards"),
    path("cards/stock/spoil/", card_stock.spoil, name="spoil-cards"),
    path("cards/stock/count/", card_stock.count, name="count-cards"),
    path("manage/", overview.overview, name="manage"),
    path("manage/counters/", counters.overview, name="manage-counters"),
    path("manage/counters/add/", counters.add, name="add-counter"),
    path("manage/counters/<uuid:counter>/change/", counters.change, name="change-counter"),
    path("manage/counters/<uuid:counter>/close/", counters.close, name="close-counter"),
    path("manage/counters/<uuid:counter>/reopen/", counters.reopen, name="reopen-counter"),
    path("manage/equipment/", equipment.overview, name="manage-equipment"),
    path("manage/equipment/register/", equipment.register, name="register-equipment"),
    path("manage/equipment/<uuid:equipment>/", equipment.machine, name="manage-machine"),
    path("manage/equipment/<uuid:equipment>/move/", equipment.move, name="move-equipment"),
    path("manage/equipment/<uuid:equipment>/fault/", equipment.fault, name="report-fault"),
    path("manage/equipment/<uuid:equipment>/repair/", equipment.repair, name="send-to-repair"),
    path("manage/equipment/<uuid:equipment>/return/", equipment.back, name="return-to-service"),
    path("manage/equipment/<uuid:equipment>/retire/", equipment.retire, name="retire-equipment"),
    path("manage/days/", days.overview, name="manage-days"),
    path("manage/days/override/", days.override, name="override-day"),
    path("manage/days/override/<uuid:override>/withdraw/", days.withdraw, name="withdraw-override"),
    path("manage/days/close/", days.close, name="close-centre"),
    path("manage/days/close/<uuid:closure>/reopen/", days.reopen, name="reopen-centre"),
    path("manage/staff/", staff.overview, name="manage-staff"),
    path("manage/staff/plan/", staff.plan, name="plan-shift"),
    path("manage/staff/<uuid:shift>/cancel/", staff.cancel, name="cancel-shift"),
    path("manage/incidents/", incidents.overview, name="manage-incidents"),
    path("manage/incidents/report/", incidents.report, name="report-incident"),
    path("manage/incidents/<uuid:incident>/end/", incidents.end, name="end-incident"),
]
