"""Filed versions. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0016_apply_carried_over"),
        ("applications", "0006_filed_versions"),
    ]

    operations: ClassVar = []
