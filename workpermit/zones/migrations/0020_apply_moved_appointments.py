"""Moved appointments. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0019_apply_amending"),
        ("appointments", "0002_moved"),
    ]

    operations: ClassVar = []
