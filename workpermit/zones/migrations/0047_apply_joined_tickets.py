"""Joined tickets. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("zones", "0046_apply_revisions"),
        ("centres", "0004_revisions"),
    ]

    operations: ClassVar = []
