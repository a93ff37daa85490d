from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="evidence",
            name="zone",
            field=models.UUIDField(null=True),
        ),
    ]
