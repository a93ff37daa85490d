"""Versions of cohorts; a service says of its visit `yes`, `no` or `if_needed` instead of true or false."""

from django.db import migrations, models

import workpermit.core.ids

WORDS_FOR_VISITS = """
    UPDATE catalogue_serviceversion
       SET definition = jsonb_set(definition, '{visit}', CASE WHEN definition -> 'visit' = 'true'::jsonb
                                                              THEN '"yes"'::jsonb ELSE '"no"'::jsonb END)
     WHERE jsonb_typeof(definition -> 'visit') = 'boolean'
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_service_versions")]

    operations = [
        migrations.CreateModel(
            name="CohortVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=workpermit.core.ids.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("cohort", models.CharField(max_length=40)),
                ("number", models.PositiveIntegerField()),
                ("valid_from", models.DateTimeField()),
                ("valid_until", models.DateTimeField(null=True)),
                ("sha256", models.CharField(max_length=64)),
                ("definition", models.JSONField()),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("cohort", "number"), name="one_cohort_version_of_each_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until", None)),
                        fields=("cohort",),
                        name="one_open_ended_version_of_a_cohort",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="cohort_version_does_not_end_before_it_begins",
                    ),
                ],
            },
        ),
        migrations.RunSQL(WORDS_FOR_VISITS, migrations.RunSQL.noop),
    ]
