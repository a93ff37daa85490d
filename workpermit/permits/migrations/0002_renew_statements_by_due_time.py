from datetime import UTC, datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("permits", "0001_initial")]

    operations = [
        migrations.RemoveIndex(model_name="permit", name="permits_by_age_of_statement"),
        # Long ago: every permit that is there is stated again at once, and its file written.
        migrations.AddField(
            model_name="permit",
            name="renew_at",
            field=models.DateTimeField(default=datetime(2026, 1, 1, tzinfo=UTC)),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="permit", index=models.Index(fields=["renew_at"], name="permits_by_next_statement")
        ),
    ]
