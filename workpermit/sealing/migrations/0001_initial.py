"""The two sealed tables."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="SealedRecord",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("case", models.UUIDField(db_index=True)),
                ("kind", models.CharField(max_length=64)),
                ("subject", models.UUIDField()),
                ("version", models.PositiveIntegerField()),
                ("header", models.BinaryField()),
                ("body", models.BinaryField()),
                ("commitment", models.BinaryField()),
                ("created_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="SealedKey",
            fields=[
                ("record", models.UUIDField(primary_key=True, serialize=False)),
                ("sealed", models.BinaryField()),
            ],
        ),
    ]
