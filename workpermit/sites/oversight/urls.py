"""The addresses of the policy officers' site: one for each page and for each act."""

from django.urls import path

from workpermit.sites.oversight.views import facts, freezes
from workpermit.sites.shared import session_urls, shared_urls

urlpatterns = [
    *shared_urls(),
    *session_urls(),
    path("", freezes.overview, name="overview"),
    path("facts/", facts.open_list, name="open-facts"),
    path("freezes/order/", freezes.order, name="order-freeze"),
    path("freezes/<uuid:freeze>/lift/", freezes.lift, name="lift-freeze"),
]
