"""Notices of offices. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("work_notices", "0003_offices"), ("zones", "0047_apply_joined_tickets")]

    operations: ClassVar = []
