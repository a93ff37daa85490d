"""Help. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("casework", "0002_auditentry_assisted_by"),
        ("zones", "0050_apply_kiosk_numbers"),
    ]

    operations: ClassVar = []
