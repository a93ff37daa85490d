"""The addresses of this site."""

from workpermit.sites.shared import session_urls, shared_urls

urlpatterns = [*shared_urls(), *session_urls()]
