from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("oversight", "0001_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Trial",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("draft", models.UUIDField()),
                ("revision", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("running", "Running"), ("stopped", "Stopped"), ("done", "Done")], max_length=8
                    ),
                ),
                ("total", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("cursor", models.UUIDField(null=True)),
                ("changed", models.JSONField(default=dict)),
                ("examples", models.JSONField(default=dict)),
                ("begun_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("draft", "revision"), name="draft_is_tried_once_as_it_stands")
                ],
            },
        ),
    ]
