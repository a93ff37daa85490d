from django.db import migrations, models

import workpermit.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="RegistryAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("case", models.UUIDField()),
                ("account", models.UUIDField(null=True)),
                ("asked_by", models.CharField(choices=[("form", "Form"), ("check", "Check")], max_length=8)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("answered", "answered"),
                            ("not_registered", "not_registered"),
                            ("unavailable", "unavailable"),
                        ],
                        max_length=16,
                    ),
                ),
                ("standing", models.CharField(blank=True, max_length=12)),
                ("record", models.UUIDField(null=True)),
                ("differs", models.JSONField(default=list)),
                ("disputed", models.BooleanField(default=False)),
                ("asked_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["case", "-id"], name="registry_answers_of_a_case"),
                    models.Index(fields=["account", "asked_at"], name="registry_asked_by_an_account"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "answered"), ("record__isnull", False)),
                            models.Q(("record__isnull", True), models.Q(("outcome", "answered"), _negated=True)),
                            _connector="OR",
                        ),
                        name="registry_answer_is_sealed",
                    )
                ],
            },
        ),
    ]
