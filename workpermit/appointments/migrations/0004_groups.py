"""Several places in one act; what a visitor needs; whose account the worker has, so that limits can be counted."""

from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    dependencies = [("appointments", "0003_displaced")]

    operations = [
        migrations.CreateModel(
            name="GroupBooking",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("account", models.UUIDField()),
                ("made_at", models.DateTimeField()),
                ("entries", models.JSONField(default=list)),
            ],
        ),
        migrations.AddField(
            model_name="appointment", name="needs", field=models.JSONField(db_default=[], default=list)
        ),
        migrations.AddField(model_name="appointment", name="worker", field=models.UUIDField(null=True)),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["booked_by", "day"], name="appointments_of_an_account"),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["application", "booked_at"], name="appointments_of_a_case"),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(
                condition=models.Q(("status__in", ["booked", "checked_in"])),
                fields=["worker"],
                name="appointments_of_a_worker",
            ),
        ),
    ]
