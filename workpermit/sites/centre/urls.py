"""The addresses of the service centres."""

from django.urls import path

from workpermit.sites.centre.views import appointments, card_stock, devices, queue, visits
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
    path(f"{VISIT}confirm/", visits.confirm, name="confirm-identity"),
    path(f"{VISIT}cannot-confirm/", visits.cannot_confirm, name="cannot-confirm"),
    path("appointments/<uuid:appointment>/done/", visits.done, name="visit-done"),
    path("cards/stock/", card_stock.overview, name="card-stock"),
    path("cards/stock/receive/", card_stock.receive, name="receive-cards"),
    path("cards/stock/send/", card_stock.send, name="send-cards"),
    path("cards/stock/accept/<uuid:transfer>/", card_stock.accept, name="accept-cards"),
    path("cards/stock/spoil/", card_stock.spoil, name="spoil-cards"),
    path("cards/stock/count/", card_stock.count, name="count-cards"),
]
