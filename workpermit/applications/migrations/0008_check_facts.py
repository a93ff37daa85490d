import django.db.models.deletion
from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0007_amending"),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckFacts",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("service", models.CharField(max_length=32)),
                ("record", models.UUIDField()),
                ("at", models.DateTimeField()),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="applications.application"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["service", "-id"], name="facts_of_a_service")],
            },
        ),
    ]
