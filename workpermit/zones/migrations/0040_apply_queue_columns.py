"""The zones of this release are applied by the newest migration."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("zones", "0039_apply_own_places")]

    operations: ClassVar = []
