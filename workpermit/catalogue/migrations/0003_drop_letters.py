"""A service no longer lists its letters: each act queues its own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_cohort_versions")]

    operations = [
        migrations.RunSQL(
            "UPDATE catalogue_serviceversion SET definition = definition - 'letters'", migrations.RunSQL.noop
        )
    ]
