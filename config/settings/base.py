"""Settings common to every zone. What differs between machines comes from one JSON file.

`EWP_CONFIG` names it; docs/architecture.md lists its parts. A process gets only the parts that
its zone may hold, so a part that is missing is an error at the place that needs it.
"""

import json
import os
from pathlib import Path
from typing import Any

from workpermit.core.languages import ENGLISH, OFFICIAL, THAI
from workpermit.core.languages import LANGUAGES as ALL

ROOT = Path(__file__).parents[2]


def read_config() -> dict[str, Any]:
    name = os.environ.get("EWP_CONFIG")
    if not name:
        raise SystemExit(
            "EWP_CONFIG must name the configuration file of this process; `workpermit up` writes one for each."
        )
    loaded: dict[str, Any] = json.loads(Path(name).read_text())
    return loaded


EWP = read_config()
ZONE: str = EWP["zone"]
DEMO: bool = EWP.get("demo", False)
SECRET_KEY: str = EWP["secret_key"]
DEBUG = False
SITES: dict[str, str] = EWP["sites"]
SITES_HERE: tuple[str, ...] = ()
ALLOWED_HOSTS = [url.split("//")[1].split(":")[0] for url in SITES.values()]

USE_TZ = True
TIME_ZONE = "Asia/Bangkok"
USE_I18N = True
# What a text without a translation falls back to. Not Thai: workers who read neither get English.
LANGUAGE_CODE = ENGLISH
LANGUAGES = list(ALL.items())
# Whoever asks for no language at all reads Thai; officers' sites are in the two official languages.
FIRST_LANGUAGE = THAI
SITE_LANGUAGES = {"applicant": tuple(ALL), "signin": tuple(ALL)}
STAFF_LANGUAGES = OFFICIAL
VISITOR_PAGES = {"centre": "/kiosk/"}  # of a staff site, for visitors: in all languages
LANGUAGE_COOKIE_NAME = "lang"
LOCALE_PATHS = [ROOT / "locale"]

_database = EWP["database"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _database["name"],
        "USER": _database["user"],
        "PASSWORD": _database["password"],
        "HOST": _database["host"],
        "PORT": _database["port"],
        "OPTIONS": {
            "pool": {"min_size": 1, "max_size": 8, "timeout": 10},
            # The server plans a statement once for all its repetitions: a fifth less processor time for
            # a submission (bench). Connections are direct; a pooler in between must keep to sessions.
            "server_side_binding": True,
            "prepare_threshold": 3,
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "workpermit.sealing",
    "workpermit.casework",
    "workpermit.catalogue",
    "workpermit.answers",
    "workpermit.centres",
    "workpermit.letters",
    "workpermit.freezes",
    "workpermit.card_stock",
    "workpermit.cards",
    "workpermit.documents",
    "workpermit.fees",
    "workpermit.appointments",
    "workpermit.identity",
    "workpermit.visits",
    "workpermit.applications",
    "workpermit.permits",
    "workpermit.questions",
    "workpermit.work_notices",
    "workpermit.complaints",
    "workpermit.decisions",
    "workpermit.exchange",
    "workpermit.oversight",
    "workpermit.zones",
    "workpermit.sites",
    # Each site is an application for its own templates, static files and catalogues.
    "workpermit.sites.applicant",
    "workpermit.sites.centre",
    "workpermit.sites.signin",
    "workpermit.sites.registrar",
    "workpermit.sites.signing",
    "workpermit.sites.oversight",
    "workpermit.sites.api",
]

MIDDLEWARE = [
    "workpermit.sites.http.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "workpermit.sites.http.PickSite",
    "django.middleware.common.CommonMiddleware",
    "workpermit.sites.http.PickLanguage",
    "django.middleware.csrf.CsrfViewMiddleware",
    "workpermit.sites.http.ReadSession",
    "workpermit.sites.http.ConfineHelp",
    "workpermit.sites.http.ShowRules",
    "workpermit.sites.http.OneTransaction",
]
ROOT_URLCONF = "workpermit.sites.urls"
WSGI_APPLICATION = "config.wsgi.application"
CSRF_COOKIE_HTTPONLY = True
# People come back from signing in by a redirect from another site, on which a `Strict` cookie stays
# behind: a new one would be made, and forms that are open in other tabs would be refused.
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "workpermit.sites.http.csrf_failed"
USE_X_FORWARDED_HOST = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": ["workpermit.sites.ready.ReadyTemplates"],
            "context_processors": [
                "django.template.context_processors.request",
                "workpermit.sites.http.page_context",
            ],
            "builtins": ["workpermit.sites.templatetags.show"],
        },
    }
]

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "var" / "static"
STATICFILES_DIRS = [("fonts", ROOT / "var" / "fonts")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "workpermit.sites.static_files.HashedFiles"},
}
# An upload is sealed as it streams; nothing of it may touch the disk (DESIGN: Uploads).
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.log_format.WithoutTexts",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
