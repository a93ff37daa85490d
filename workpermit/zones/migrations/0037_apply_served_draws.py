"""Draws that are served in parts. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0036_apply_draws"),
        ("appointments", "0007_served"),
    ]

    operations: ClassVar = []
