"""Periods of notices. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0006_apply_routes"),
        ("work_notices", "0002_periods_and_extensions"),
    ]

    operations: ClassVar = []
