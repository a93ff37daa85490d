"""Centres. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0024_apply_card_stock"),
        ("centres", "0001_initial"),
        ("appointments", "0003_displaced"),
    ]

    operations: ClassVar = []
