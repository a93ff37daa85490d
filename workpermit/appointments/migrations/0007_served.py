"""Whose turn in a draw is still to come."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0006_draws"),
    ]

    operations = [
        migrations.AddField(
            model_name="registration",
            name="unserved",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddIndex(
            model_name="registration",
            index=models.Index(
                condition=models.Q(("unserved", True)),
                fields=["release", "rank"],
                name="registrations_to_be_served",
            ),
        ),
    ]
