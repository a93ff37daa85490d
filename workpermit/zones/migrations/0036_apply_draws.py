"""The draws of places. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0035_apply_offline_acts"),
        ("appointments", "0006_draws"),
    ]

    operations: ClassVar = []
