"""The addresses of the service centres."""

from django.urls import path

from workpermit.sites.centre.views import appointments, visits
from workpermit.sites.shared import session_urls, shared_urls

VISIT = "appointments/<uuid:appointment>/visit/"

urlpatterns = [
    *shared_urls(),
    *session_urls(),
    path("", appointments.today, name="today"),
    path("check-in/", appointments.check_in, name="check-in"),
    path(VISIT, visits.show, name="visit"),
    path(f"{VISIT}pages/<uuid:record>/", visits.page_image, name="visit-page"),
    path(f"{VISIT}confirm/", visits.confirm, name="confirm-identity"),
    path(f"{VISIT}cannot-confirm/", visits.cannot_confirm, name="cannot-confirm"),
    path("appointments/<uuid:appointment>/done/", visits.done, name="visit-done"),
]
