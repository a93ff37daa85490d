"""Places by employer. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("zones", "0048_apply_notices_of_offices"),
        ("applications", "0010_employers"),
        ("appointments", "0008_employers"),
    ]

    operations: ClassVar = []
