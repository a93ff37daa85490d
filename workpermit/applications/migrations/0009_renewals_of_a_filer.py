"""A renewal under way holds back the same filer's second one, and nobody else's."""

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q

from workpermit.applications.lifecycle import UNDER_WAY


class Migration(migrations.Migration):
    dependencies: ClassVar = [("applications", "0008_check_facts")]

    operations: ClassVar = [
        migrations.RemoveConstraint(model_name="application", name="permit_has_one_renewal_under_way"),
        migrations.AddConstraint(
            model_name="application",
            constraint=models.UniqueConstraint(
                condition=Q(kind="renewal", status__in=UNDER_WAY) & ~Q(basis=""),
                fields=("basis", "filing_account"),
                name="filer_renews_a_permit_once_at_a_time",
            ),
        ),
    ]
