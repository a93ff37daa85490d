from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("status", models.CharField(max_length=24)),
                ("status_changed_at", models.DateTimeField()),
                ("kind", models.CharField(max_length=12)),
                ("subject", models.CharField(max_length=40)),
                ("base", models.UUIDField()),
                ("definition", models.JSONField()),
                ("revision", models.PositiveIntegerField(default=1)),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("remark", models.CharField(blank=True, max_length=1000)),
                ("author", models.UUIDField()),
                ("changed_at", models.DateTimeField()),
                ("proposed_at", models.DateTimeField(null=True)),
                ("published_by", models.UUIDField(null=True)),
                ("published_at", models.DateTimeField(null=True)),
                ("valid_from", models.DateTimeField(null=True)),
                ("version", models.UUIDField(null=True)),
                ("told_until", models.UUIDField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "subject"], name="drafts_of_a_subject")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["drafted", "tried", "proposed", "sent_back", "published", "dropped"])
                        ),
                        name="draft_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_by", None),
                            models.Q(("published_by", models.F("author")), _negated=True),
                            _connector="OR",
                        ),
                        name="draft_is_published_by_a_second_officer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("published_at__isnull", False),
                                ("published_by__isnull", False),
                                ("status", "published"),
                                ("valid_from__isnull", False),
                                ("version__isnull", False),
                            ),
                            models.Q(
                                models.Q(("status", "published"), _negated=True),
                                ("published_at", None),
                                ("published_by", None),
                                ("valid_from", None),
                                ("version", None),
                            ),
                            _connector="OR",
                        ),
                        name="draft_that_is_published_says_by_whom_when_and_as_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None), ("valid_from__gte", models.F("published_at")), _connector="OR"
                        ),
                        name="draft_does_not_begin_before_it_is_published",
                    ),
                    models.UniqueConstraint(fields=("version",), name="draft_becomes_one_version"),
                ],
            },
        ),
    ]
