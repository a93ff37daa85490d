"""The waiting list of a centre, and which places that were given back have gone on."""

from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    dependencies = [
        ("appointments", "0004_groups"),
    ]

    operations = [
        migrations.AddField(
            model_name="appointment",
            name="passed_on",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="WaitingPlace",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("status", models.CharField(max_length=24)),
                ("status_changed_at", models.DateTimeField()),
                ("application", models.UUIDField()),
                ("centre", models.CharField(max_length=16)),
                ("bumped", models.BooleanField()),
                ("due_at", models.DateTimeField(null=True)),
                ("since", models.DateTimeField()),
                ("joined_at", models.DateTimeField()),
                ("day", models.DateField(null=True)),
                ("hour", models.PositiveSmallIntegerField(null=True)),
                ("offered_until", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "waiting")), fields=["centre"], name="those_who_wait_at_a_centre"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["waiting", "offered", "taken", "lapsed", "left"])),
                        name="waiting_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["waiting", "left"]),
                            models.Q(("day__isnull", False), ("hour__isnull", False), ("offered_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="offer_names_a_place_and_an_end",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["waiting", "offered"])),
                        fields=("application",),
                        name="application_waits_at_one_centre",
                    ),
                ],
            },
        ),
    ]
