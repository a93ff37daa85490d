"""The web entry of every zone; `EWP_CONFIG` and `DJANGO_SETTINGS_MODULE` say which."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
