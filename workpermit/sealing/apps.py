"""The Django app of the sealed tables."""

from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "workpermit.sealing"
    label = "sealing"
