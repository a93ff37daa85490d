from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Freeze",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("status", models.CharField(max_length=24)),
                ("status_changed_at", models.DateTimeField()),
                ("service", models.CharField(blank=True, max_length=40)),
                ("filings", models.BooleanField()),
                ("decisions", models.BooleanField()),
                ("message_th", models.CharField(max_length=500)),
                ("message_en", models.CharField(max_length=500)),
                ("begins_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField(null=True)),
                ("ordered_by", models.UUIDField()),
                ("lifted_by", models.UUIDField(null=True)),
                ("lifted_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "ordered")),
                        fields=["begins_at"],
                        name="freezes_that_are_not_lifted",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["ordered", "lifted"])), name="freeze_status_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("filings", True), ("decisions", True), _connector="OR"),
                        name="freeze_stops_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("message_th", ""), _negated=True), models.Q(("message_en", ""), _negated=True)
                        ),
                        name="freeze_says_why_in_both_languages",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at", None), ("ends_at__gt", models.F("begins_at")), _connector="OR"),
                        name="freeze_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at", None), ("lifted_by", None), ("status", "ordered")),
                            models.Q(("lifted_at__isnull", False), ("lifted_by__isnull", False), ("status", "lifted")),
                            _connector="OR",
                        ),
                        name="freeze_that_is_lifted_names_who_and_when",
                    ),
                ],
            },
        ),
    ]
