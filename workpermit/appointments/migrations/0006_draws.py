"""The draw of a month's places: releases, their salts, and who takes part."""

from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0005_waiting"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReleaseSalt",
            fields=[
                ("release", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("salt", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("release", models.UUIDField()),
                ("application", models.UUIDField()),
                ("centre", models.CharField(max_length=16)),
                ("registered_at", models.DateTimeField()),
                ("rank", models.PositiveIntegerField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("release", "application"), name="application_is_drawn_once"),
                    models.UniqueConstraint(fields=("release", "rank"), name="rank_is_given_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("month", models.DateField(unique=True)),
                ("opens_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("commitment", models.CharField(max_length=64)),
                ("salt", models.CharField(blank=True, max_length=64)),
                ("seed", models.CharField(blank=True, max_length=64)),
                ("drawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("closes_at__gt", models.F("opens_at"))),
                        name="release_closes_after_it_opens",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("drawn_at__isnull", True), ("salt", ""), ("seed", "")),
                            models.Q(
                                ("drawn_at__gte", models.F("closes_at")),
                                models.Q(("salt", ""), _negated=True),
                                models.Q(("seed", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="salt_is_told_with_the_draw",
                    ),
                ],
            },
        ),
    ]
