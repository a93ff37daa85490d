"""Applications know the kind of their service; a permit has one renewal under way.

No renewal was offered before this release, so that no row has to be filled in.
"""

from django.db import migrations, models

UNDER_WAY = [
    "submitted", "checking", "in_review", "returned", "recommended", "granted", "awaiting_visit", "identity_confirmed",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0002_routes_and_cohorts"),
    ]

    operations = [
        migrations.AddField(
            model_name="application",
            name="kind",
            field=models.CharField(blank=True, db_default="", default="", max_length=12),
        ),
        migrations.AddIndex(
            model_name="application",
            index=models.Index(
                condition=models.Q(("basis", ""), _negated=True), fields=["basis"], name="applications_on_a_permit"
            ),
        ),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                fields=["basis"],
                condition=models.Q(kind="renewal", status__in=UNDER_WAY) & ~models.Q(basis=""),
                name="permit_has_one_renewal_under_way",
            ),
        ),
    ]
