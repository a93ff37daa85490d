"""What a centre says about a complaint; the columns are named when the zones are applied (newest migration there)."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("complaints", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField("complaint", "explanation", models.UUIDField(null=True)),
        migrations.AddField("complaint", "explained_at", models.DateTimeField(null=True)),
        migrations.AddIndex("complaint", models.Index(fields=["about", "-id"], name="complaints_about_a_place")),
        migrations.AddConstraint(
            "complaint",
            models.CheckConstraint(
                condition=models.Q(explanation=None, explained_at=None)
                | models.Q(
                    explanation__isnull=False,
                    explained_at__isnull=False,
                    topic__in=("centre_money", "centre_service"),
                ),
                name="complaint_about_a_centre_is_explained_by_it",
            ),
        ),
    ]
