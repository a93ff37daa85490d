"""Trials of rules. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0021_apply_one_case"),
        ("applications", "0008_check_facts"),
        ("oversight", "0002_trials"),
    ]

    operations: ClassVar = []
