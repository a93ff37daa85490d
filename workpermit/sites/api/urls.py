"""The addresses of this site."""

from django.urls import path

from workpermit.sites.api import views
from workpermit.sites.api.employers import check_employer, describe
from workpermit.sites.api.registry import ask_registry
from workpermit.sites.shared import shared_urls

app_name = "api"
urlpatterns = [
    path("bank/payments/", views.receive_payment, name="bank-payment"),
    path("inside/registry/", ask_registry, name="ask-registry"),
    path("employers/check/", check_employer, name="check-employer"),
    path("openapi.json", describe, name="openapi"),
    *shared_urls(),
]
