"""The site's own label: the slice that it shows is called `oversight` too."""

from django.apps import AppConfig


class OversightSite(AppConfig):
    """Templates, texts and addresses of the policy officers' site."""

    name = "workpermit.sites.oversight"
    label = "oversight_site"
