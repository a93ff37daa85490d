import django.db.models.deletion
from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("identity", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Capture",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(choices=[("face", "Face"), ("chip", "Chip")], max_length=8)),
                ("application", models.UUIDField()),
                ("visit", models.UUIDField()),
                ("centre", models.CharField(max_length=16)),
                ("record", models.UUIDField(unique=True)),
                ("captured_by", models.UUIDField()),
                ("captured_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="identitycheck",
            name="chip",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="identitycheck",
            name="face",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.CreateModel(
            name="ChipFinding",
            fields=[
                (
                    "capture",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="finding",
                        serialize=False,
                        to="identity.capture",
                    ),
                ),
                ("result", models.CharField(max_length=20)),
                ("differs", models.JSONField(default=list)),
                ("found_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="FaceComparison",
            fields=[
                (
                    "capture",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="comparison",
                        serialize=False,
                        to="identity.capture",
                    ),
                ),
                ("seen", models.CharField(max_length=20)),
                ("band", models.CharField(blank=True, max_length=12)),
                ("paper", models.CharField(blank=True, max_length=40)),
                ("compared_at", models.DateTimeField()),
            ],
        ),
        migrations.AddIndex(
            model_name="capture",
            index=models.Index(fields=["visit", "kind", "-id"], name="captures_of_a_visit"),
        ),
        migrations.AddConstraint(
            model_name="facecomparison",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("seen", "compared"), models.Q(("band", ""), _negated=True)),
                    models.Q(models.Q(("seen", "compared"), _negated=True), ("band", "")),
                    _connector="OR",
                ),
                name="face_that_was_compared_has_a_band",
            ),
        ),
    ]
