"""Receipts of fees. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0001_apply_zones"),
        ("fees", "0002_add_receipt_to_bill"),
    ]

    operations: ClassVar = []
