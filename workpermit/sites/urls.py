"""No addresses of its own: the host name picks the site (`http/pick.py`), and each site has its `urls.py`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
