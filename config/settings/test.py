"""Settings of the unit tests: every slice in one process, as owner of a database of its own."""

import os
from pathlib import Path

os.environ.setdefault("EWP_CONFIG", str(Path(__file__).parents[2] / "tests" / "config.json"))

from config.settings.base import *  # noqa: F403
from config.settings.base import DATABASES, EWP, STATICFILES_DIRS

SITES_HERE = ("applicant", "centre", "signin", "registrar", "signing", "oversight", "api")
DATABASES["default"] |= {
    "OPTIONS": {"server_side_binding": True, "prepare_threshold": 3},
    "PORT": os.environ.get("PGPORT", "5432"),
    "USER": os.environ.get("PGUSER", "postgres"),
    "PASSWORD": os.environ.get("PGPASSWORD", ""),
}
# tests/conftest.py makes these before Django is set up.
EWP["keys"] = os.environ.get("EWP_TEST_KEYS", "")
EWP["objects"] = f"file://{os.environ.get('EWP_TEST_OBJECTS', '')}"
EWP["statements"] = os.environ.get("EWP_TEST_STATEMENTS", "")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
STATICFILES_DIRS.clear()
# Looked for when asked for: each test makes browsers of its own, and each would list every file when it begins.
WHITENOISE_AUTOREFRESH = True
