"""The addresses of this site."""

from django.urls import path

from workpermit.sites.api import views
from workpermit.sites.shared import shared_urls

app_name = "api"
urlpatterns = [
    path("bank/payments/", views.receive_payment, name="bank-payment"),
    *shared_urls(),
]
