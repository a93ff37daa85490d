"""The addresses of the service centres."""

from django.urls import path

from workpermit.sites.centre.views import appointments, devices, visits
from workpermit.sites.shared import session_urls, shared_urls

VISIT = "appointments/<uuid:appointment>/visit/"

urlpatterns = [
    *shared_urls(),
    *session_urls(),
    path("", appointments.today, name="today"),
    path("check-in/", appointments.check_in, name="check-in"),
    path("device/", devices.show, name="device"),
    path("device/challenge/", devices.challenge, name="device-challenge"),
    path("device/state/", devices.state, name="device-state"),
    path(VISIT, visits.show, name="visit"),
    path(f"{VISIT}confirm/", visits.confirm, name="confirm-identity"),
    path(f"{VISIT}cannot-confirm/", visits.cannot_confirm, name="cannot-confirm"),
    path("appointments/<uuid:appointment>/done/", visits.done, name="visit-done"),
]
