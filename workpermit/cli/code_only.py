"""Django without a database and without secrets: for what looks at the code alone."""

import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from workpermit.cli.files import write_json
from workpermit.cli.installation import ROOT, Installation


@contextmanager
def code_only() -> Iterator[None]:
    """Set Django up with a configuration that belongs to no zone. Once per process."""
    at = Installation(ROOT / "var")
    config = {
        "zone": "build",
        "secret_key": secrets.token_urlsafe(32),
        "sites": at.sites,
        "demo_sites": at.demo_sites,
        # Nothing listens there, so that a command that should not ask a database fails at once.
        "database": {"host": "127.0.0.1", "port": 1, "name": "none", "user": "none", "password": ""},
        "keys": "",
        "objects": "",
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "build.json"
        write_json(path, config)
        os.environ |= {"EWP_CONFIG": str(path), "DJANGO_SETTINGS_MODULE": "config.settings.migrate"}
        django.setup()
        yield
