"""Settings of the unit tests: every slice in one process, as owner of a database of its own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("EWP_CONFIG", str(Path(__file__).parents[2] / "tests" / "config.json"))

from config.settings.base import *  # noqa: E402, F403
from config.settings.base import DATABASES

SITES_HERE = ("applicant", "centre", "signin", "registrar", "signing", "api")
DATABASES["default"]["OPTIONS"] = {}
DATABASES["default"]["PORT"] = os.environ.get("PGPORT", DATABASES["default"]["PORT"])
EWP_OBJECTS = tempfile.gettempdir()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_DIRS: list[tuple[str, Path]] = []
