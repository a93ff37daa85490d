from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("status", models.CharField(max_length=24)),
                ("status_changed_at", models.DateTimeField()),
                ("number", models.CharField(max_length=13, unique=True)),
                ("account", models.UUIDField()),
                ("subject", models.UUIDField(unique=True)),
                ("topic", models.CharField(max_length=32)),
                ("about", models.CharField(max_length=16)),
                ("office", models.CharField(max_length=16)),
                ("filed_at", models.DateTimeField()),
                ("due_on", models.DateField()),
                ("words", models.UUIDField()),
                ("reply", models.UUIDField(null=True)),
                ("objection", models.UUIDField(null=True)),
                ("last_reply", models.UUIDField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "-id"], name="complaints_of_an_account"),
                    models.Index(fields=["office", "status", "due_on", "id"], name="complaints_of_an_office"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["filed", "with_office", "answered", "reopened", "closed"])),
                        name="complaint_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status__in", ["answered", "reopened"]), _negated=True),
                            ("reply__isnull", False),
                            _connector="OR",
                        ),
                        name="complaint_that_is_answered_has_its_answer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("last_reply", None),
                                ("objection", None),
                                models.Q(("status", "reopened"), _negated=True),
                            ),
                            models.Q(
                                ("last_reply", None),
                                ("objection__isnull", False),
                                ("reply__isnull", False),
                                ("status", "reopened"),
                            ),
                            models.Q(
                                ("last_reply__isnull", False),
                                ("objection__isnull", False),
                                ("reply__isnull", False),
                                ("status", "closed"),
                            ),
                            _connector="OR",
                        ),
                        name="complaint_is_reopened_once_and_answered_once_more",
                    ),
                ],
            },
        ),
    ]
