"""Cohorts. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("zones", "0003_apply_statement_renewals"),
        ("catalogue", "0002_cohort_versions"),
    ]

    operations: ClassVar = []
