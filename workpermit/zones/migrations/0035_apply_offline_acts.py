"""Offline acts. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0034_apply_tours"),
        ("visits", "0002_offline"),
    ]

    operations: ClassVar = []
