from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0005_carriedover"),
    ]

    operations = [
        migrations.CreateModel(
            name="FiledVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("application", models.UUIDField()),
                ("number", models.PositiveSmallIntegerField()),
                ("filed_at", models.DateTimeField()),
                ("sections", models.JSONField()),
                ("papers", models.JSONField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("application", "number"), name="versions_of_an_application_have_numbers"
                    )
                ],
            },
        ),
    ]
