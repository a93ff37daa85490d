"""The addresses of this site."""

from workpermit.sites.shared import shared_urls

urlpatterns = shared_urls()
