"""An appointment can be moved to another place."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("appointments", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(model_name="appointment", name="appointment_status_is_known"),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["booked", "checked_in", "kept", "missed", "cancelled", "moved"])),
                name="appointment_status_is_known",
            ),
        ),
    ]
