"""Card centres. Applying is left to the newest migration of this slice, as in 0001."""

from typing import ClassVar

from django.db import migrations


class Migration(migrations.Migration):
    dependencies: ClassVar = [("zones", "0052_apply_own_registrations"), ("cards", "0002_card_centres")]

    operations: ClassVar = []
