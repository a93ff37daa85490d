"""A word for what the places of a centre follow from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("centres", "0003_tours"),
    ]

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("centre", models.CharField(editable=False, max_length=16, primary_key=True, serialize=False)),
                ("word", models.UUIDField()),
            ],
        ),
    ]
