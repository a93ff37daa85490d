from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0004_requested_documents"),
    ]

    operations = [
        migrations.CreateModel(
            name="CarriedOver",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("application", models.UUIDField(unique=True)),
                ("source", models.UUIDField()),
                ("sections", models.JSONField(default=dict)),
                ("asked", models.JSONField(default=list)),
                ("files", models.JSONField(default=list)),
                ("left_out", models.JSONField(default=dict)),
                ("reviewed_at", models.DateTimeField(null=True)),
            ],
        ),
    ]
