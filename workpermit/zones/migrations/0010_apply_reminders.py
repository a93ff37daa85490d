"""Reminders. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0009_apply_freezes"),
        ("permits", "0004_reminder"),
    ]

    operations: ClassVar = []
