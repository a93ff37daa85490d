from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_drop_letters"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalendarVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("valid_from", models.DateTimeField()),
                ("valid_until", models.DateTimeField(null=True)),
                ("sha256", models.CharField(max_length=64)),
                ("definition", models.JSONField()),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("number",), name="one_calendar_version_of_each_number"),
                    models.UniqueConstraint(
                        models.Value(1),
                        condition=models.Q(("valid_until", None)),
                        name="one_open_ended_version_of_the_calendar",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="calendar_version_does_not_end_before_it_begins",
                    ),
                ],
            },
        ),
    ]
