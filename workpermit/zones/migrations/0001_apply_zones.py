"""The first tables that the zones stand on. Applying is left to the newest migration of this slice.

What is applied is what `workpermit.zones` declares today, for all tables at once. Applied here, a new
database would be granted columns that later migrations of other slices have yet to add.
"""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("answers", "0001_initial"),
        ("applications", "0001_initial"),
        ("appointments", "0001_initial"),
        ("casework", "0001_initial"),
        ("catalogue", "0001_service_versions"),
        ("decisions", "0001_initial"),
        ("documents", "0001_initial"),
        ("fees", "0001_initial"),
        ("identity", "0001_initial"),
        ("letters", "0001_initial"),
        ("permits", "0001_initial"),
        ("procrastinate", "0041_post_retry_failed_job"),
        ("sealing", "0001_initial"),
        ("work_notices", "0001_initial"),
    ]

    operations: ClassVar = []
