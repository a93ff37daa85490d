"""The catalogue as a Django application."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "workpermit.catalogue"
    default_auto_field = "django.db.models.BigAutoField"
