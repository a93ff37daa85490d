"""Whose places are counted together; and the order of the waiting list without a date that no visit has."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0007_served"),
    ]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="employer",
            field=models.CharField(db_default="", default="", editable=False, max_length=64),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["employer", "day"], name="appointments_of_an_employer"),
        ),
        # The policy names the column; it is made anew when the zones are applied.
        migrations.RunSQL("DROP POLICY IF EXISTS new_rows ON appointments_waitingplace", migrations.RunSQL.noop),
        migrations.RemoveField(model_name="waitingplace", name="due_at"),
    ]
