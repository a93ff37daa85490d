"""Renewal of status statements. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0002_apply_fee_receipts"),
        ("permits", "0002_renew_statements_by_due_time"),
    ]

    operations: ClassVar = []
