"""Routes. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0005_apply_status_by_act"),
        ("applications", "0002_routes_and_cohorts"),
        ("permits", "0003_approval"),
    ]

    operations: ClassVar = []
