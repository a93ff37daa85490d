from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    dependencies = [("permits", "0003_approval")]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("permit", models.UUIDField()),
                ("days", models.PositiveSmallIntegerField()),
                ("reminded_at", models.DateTimeField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(fields=("permit", "days"), name="permit_is_reminded_once_for_each_day"),
        ),
        migrations.AddIndex(
            model_name="permit", index=models.Index(fields=["valid_until", "id"], name="permits_by_last_day")
        ),
    ]
