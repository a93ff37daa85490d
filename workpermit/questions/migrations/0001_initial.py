from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Question",
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
                (
                    "topic",
                    models.CharField(
                        choices=[("answer", "Answer"), ("document", "Document"), ("free", "Free")], max_length=10
                    ),
                ),
                ("section", models.CharField(blank=True, max_length=32)),
                ("field", models.CharField(blank=True, max_length=40)),
                ("document", models.CharField(blank=True, max_length=40)),
                ("words", models.UUIDField()),
                ("asked_by", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("reply", models.UUIDField(null=True)),
                ("evidence", models.UUIDField(null=True)),
                ("answered_by", models.UUIDField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["application", "id"], name="questions_about_an_application"),
                    models.Index(
                        condition=models.Q(("status", "asked")), fields=["due_at"], name="questions_that_may_expire"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["asked", "answered", "taken_back", "expired"])),
                        name="question_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("document", ""), ("field", ""), ("section", ""), ("topic", "free")),
                            models.Q(
                                ("document", ""),
                                ("topic", "answer"),
                                models.Q(("section", ""), _negated=True),
                                models.Q(("field", ""), _negated=True),
                            ),
                            models.Q(
                                ("field", ""),
                                ("section", ""),
                                ("topic", "document"),
                                models.Q(("document", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="question_names_what_it_is_about",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_by__isnull", False),
                                ("reply__isnull", False),
                                ("status", "answered"),
                                ("answered_at__isnull", False),
                            ),
                            models.Q(
                                models.Q(("status", "answered"), _negated=True),
                                ("answered_at", None),
                                ("answered_by", None),
                                ("evidence", None),
                                ("reply", None),
                            ),
                            _connector="OR",
                        ),
                        name="question_that_is_answered_has_its_answer",
                    ),
                ],
            },
        ),
    ]
