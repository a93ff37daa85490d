"""Kiosk numbers. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("zones", "0049_apply_employers"), ("visits", "0003_kiosk_numbers")]

    operations: ClassVar = []
