"""Drafts. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0011_apply_kinds"),
        ("catalogue", "0004_calendar_versions"),
        ("oversight", "0001_drafts"),
    ]

    operations: ClassVar = []
