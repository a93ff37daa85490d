"""Permits by kind. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0010_apply_reminders"),
        ("applications", "0003_kind_and_one_renewal"),
    ]

    operations: ClassVar = []
