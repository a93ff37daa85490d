from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0006_filed_versions"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="application",
            name="application_status_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="application",
            name="permit_has_one_renewal_under_way",
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "draft",
                            "submitted",
                            "checking",
                            "amending",
                            "in_review",
                            "returned",
                            "recommended",
                            "granted",
                            "refused",
                            "awaiting_visit",
                            "identity_confirmed",
                            "issued",
                            "withdrawn",
                            "lapsed",
                        ],
                    )
                ),
                name="application_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("kind", "renewal"),
                    (
                        "status__in",
                        (
                            "submitted",
                            "checking",
                            "amending",
                            "in_review",
                            "returned",
                            "recommended",
                            "granted",
                            "awaiting_visit",
                            "identity_confirmed",
                        ),
                    ),
                    models.Q(("basis", ""), _negated=True),
                ),
                fields=("basis",),
                name="permit_has_one_renewal_under_way",
            ),
        ),
    ]
