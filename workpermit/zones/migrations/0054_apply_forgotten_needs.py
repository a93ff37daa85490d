"""Forgotten needs. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("zones", "0053_apply_card_centres"), ("appointments", "0009_needs_end")]

    operations: ClassVar = []
