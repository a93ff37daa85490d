"""Where the workplace of a notice is, and which office reads it."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("work_notices", "0002_periods_and_extensions")]

    operations: ClassVar = [
        migrations.AddField("worknotice", "province", models.CharField(blank=True, max_length=2)),
        migrations.AddField("worknotice", "office", models.CharField(blank=True, max_length=16)),
        migrations.AddIndex(
            "worknotice",
            models.Index(
                fields=["office", "-filed_at", "-id"],
                condition=models.Q(("status", "acknowledged")),
                name="notices_of_an_office",
            ),
        ),
    ]
