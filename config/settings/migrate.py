"""Migrations and the loading of the catalogue, as the owner of the main database's tables."""

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES

DATABASES["default"]["OPTIONS"] = {}
