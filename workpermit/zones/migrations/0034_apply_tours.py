"""Tours of mobile units. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0033_apply_waiting"),
        ("centres", "0003_tours"),
    ]

    operations: ClassVar = []
