"""Privileges of waiting. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0032_apply_followed_tickets"),
        ("appointments", "0005_waiting"),
    ]

    operations: ClassVar = []
