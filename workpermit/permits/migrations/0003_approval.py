from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("permits", "0002_renew_statements_by_due_time"),
    ]

    operations = [
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=13, unique=True)),
                ("decision", models.UUIDField(unique=True)),
                ("application", models.UUIDField(unique=True)),
                ("terms", models.UUIDField()),
                ("service", models.CharField(max_length=32)),
                ("receipt", models.TextField()),
                ("issued_at", models.DateTimeField()),
            ],
        ),
    ]
